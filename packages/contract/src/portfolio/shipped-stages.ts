/** Generated from `examples/maps/portfolio-stages.yaml` by "npm run generate". */
export const SHIPPED_STAGES = `# Which stage an initiative of somebody else's list is in (dayshift portfolio import --map FILE), by how the list spells it.
# Case, spaces and a leading "a)" or "1." don't matter. "is" are whole spellings, "begins" their first words; the longest that
# fits counts. A spelling that stands nowhere is unknown: better so than guessed.
design:
  is:
    [
      idea,
      ideation,
      planned,
      planning,
      initiated,
      initiation,
      proposed,
      concept,
      backlog,
      not started,
      research,
      discovery,
      scoping,
      requirements,
    ]
  begins: [planned, initiation, ideation]
pilot:
  is:
    - pilot
    - piloting
    - in pilot
    - prototype
    - poc
    - experiment
    - experimental
    - development
    - in development
    - under development
    - initial development
    - currently under development
    - development and acquisition
    - acquisition and development
    - acquisition
    - pre-deployment
  begins:
    - pilot
    - this is a pilot
    - proof of concept
    - proof-of-concept
    - investigating/proof of concept
    - acquisition and/or development
    - development (not in production)
    - pre-deployment
    - predeployment
readiness:
  is:
    [
      implementation,
      implementation and assessment,
      testing,
      in testing,
      validation,
      evaluation,
      assessment,
      staging,
      uat,
    ]
  begins: [implementation and assessment, user acceptance test]
transfer:
  is: [transfer, handover, transition, transitioning]
launch:
  is: [launch, launching, rollout, roll-out, deployment, deploying, go-live, limited deployment]
operation:
  is:
    - operation
    - operations
    - operational
    - operation and maintenance
    - operations and maintenance
    - operation and management
    - maintenance
    - o&m
    - production
    - in production
    - in-use
    - in use
    - in mission
    - deployed
    - live
    - active
    - implemented
  begins:
    - in production
    - deployed
    - operation and maintenance
    - operations and maintenance
paused:
  is: [paused, on hold, suspended, inactive, halted]
  begins: [on hold, paused]
retired:
  is: [retired, decommissioned, discontinued, sunset, cancelled, canceled, terminated, withdrawn, abandoned, ended]
  begins: [retired, decommissioned]
`
