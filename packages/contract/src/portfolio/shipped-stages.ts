/** Generated from `examples/maps/portfolio-stages.yaml` by "npm run generate". */
export const SHIPPED_STAGES = `# Which stage an initiative of somebody else's list is in (dayshift portfolio import --map FILE), by how the list spells it.
# Case, spaces and a leading "a)", "1." or "Stage 4 -" don't matter. "is" are whole spellings, "begins" their first words; the longest that
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
      design,
      exploration,
      exploring,
      feasibility,
      in planning,
      not yet started,
      pre-initiation,
      research and development,
      research & development,
      under consideration,
    ]
  begins: [planned, initiation, initiated, ideation, concept, research and development]
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
    - sandbox
    - mvp
    - beta
    - trial
    - field test
    - in acquisition
    - procurement
    - in progress
  begins:
    - pilot
    - sandbox
    - prototype
    - experiment
    - this is a pilot
    - proof of concept
    - proof-of-concept
    - investigating/proof of concept
    - acquisition and/or development
    - development and/or acquisition
    - development and acquisition
    - development
    - in development
    - under development
    - pre-deployment
    - predeployment
    - pre deployment
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
      pre-production,
      ready for deployment,
      ready to deploy,
    ]
  begins: [implementation, testing, validation, user acceptance test]
transfer:
  is: [transfer, handover, transition, transitioning]
launch:
  is:
    [
      launch,
      launching,
      rollout,
      roll-out,
      deployment,
      deploying,
      go-live,
      limited deployment,
      limited production,
      scaling,
      partially deployed,
    ]
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
    - in operation
    - in service
    - fully deployed
    - ongoing
    - released
    - launched
    - sustainment
  begins:
    - in production
    - in mission
    - in operation
    - in use
    - production
    - operational
    - deployed
    - fully deployed
    - live
    - operation and maintenance
    - operations and maintenance
    - operation & maintenance
    - operations & maintenance
paused:
  is: [paused, on hold, suspended, inactive, halted, deferred]
  begins: [on hold, paused, suspended, inactive]
retired:
  is:
    [
      retired,
      decommissioned,
      discontinued,
      sunset,
      cancelled,
      canceled,
      terminated,
      withdrawn,
      abandoned,
      ended,
      deprecated,
      closed,
    ]
  begins: [retired, decommissioned, discontinued, sunset, cancelled, canceled, terminated, no longer]
`
