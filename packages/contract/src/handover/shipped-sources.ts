/** Generated from `playbooks/` by "npm run generate": the texts of the playbooks that ship. */
export const SHIPPED_SOURCES = {
  enterprise: `# Four stages after a pilot, four roles, 12 to 16 weeks. Copy it with "dayshift playbook show enterprise --yaml >
# ours.yaml", give the copy an id of its own, and change what you like; "dayshift playbook validate ours.yaml" says what
# is wrong with it.
playbook: 1
id: enterprise
name: Enterprise
purpose: For workflows that many people or regulated decisions depend on. Four stages after design and pilot, at least four roles, 12 to 16 weeks.
onePersonMayHoldBoth: false
transfer:
  parallelDays: 28
  settleDays: 14
  supportDays: 7

stages:
  - id: design
    name: Design
    question: When this works, who runs it, with what money, by which standards?
    weeks: { from: 1, to: 2 }
    rolloutAtMost: 0
    criteria:
      - id: operator-named
        name: Who runs it and who answers for it, by name
        evaluator: duties-filled
        params: { duties: [operational-owner, business-owner] }
        gate: hard
        who: [business-owner]
        requirements: [S014, S044, S062, S081, S098, S119, S136, S165]
      - id: lifecycle-budget
        name: The value carries the whole lifecycle
        evaluator: budget
        params: { years: 3 }
        gate: hard
        who: [business-owner]
        requirements: [S076, S081, S094, S095, S096, S097]
      - id: pilot-plan
        name: The pilot is planned from its end
        evaluator: documents
        params: { documents: [pilot-plan] }
        who: [change-owner, operational-owner]
        requirements: [S064, S083, S084, S085, S098, S105, S107, S108, S110, S114]
      - id: production-standards
        name: Production standards stood before the build
        evaluator: documents
        params: { documents: [production-standards], before: build-started }
        who: [operational-owner]
        requirements: [S071, S072, S073, S074, S086, S087, S088, S089, S090, S091, S092, S093]
      - id: operations-joined
        name: Operations were in the team from day one
        evaluator: acts
        params: { kinds: [operations-joined], before: build-started }
        who: [operational-owner]
        requirements: [S082]
      - id: receiving-team-told
        name: The receiving team was told, and answered
        evaluator: notice-answered
        who: [business-owner, operational-owner]
        requirements: [S025]

  - id: pilot
    name: Pilot
    question: Is the way of running it viable, not only the model?
    weeks: { from: 1, to: 4 }
    rolloutAtMost: 20
    criteria:
      - id: said-in-words
        name: The manifest says in words what people must know
        evaluator: manifest-says
        params:
          parts:
            - purpose
            - does-not
            - trigger
            - reads
            - produces
            - users
            - fallback
            - human-path
            - one-to-three-numbers
            - cost-limit
            - time-box
        who: [change-owner]
        requirements: [S110, S252, S268, S324, S326, S334, S350]
      - id: pilot-volume
        name: Thousands of real units, not ten examples
        evaluator: run-volume
        params: { atLeast: 2000, windowDays: 90, onDays: 10 }
        who: [change-owner]
        requirements: [S065, S069, S070]
      - id: owner-shaped
        name: The operational owner shaped the requirements
        evaluator: acts
        params: { kinds: [requirement-shaped], attendedBy: [operational-owner] }
        who: [operational-owner]
        requirements: [S099]

  - id: readiness
    name: Production readiness
    question: Would data, integrations, governance and people carry it in production?
    weeks: { from: 1, to: 4 }
    rolloutAtMost: 20
    criteria:
      - id: readiness-checklist
        name: The readiness checklist is complete
        evaluator: documents
        params: { documents: [readiness-checklist] }
        who: [data-engineer, ai-operations]
        requirements: [S120, S123, S124, S125, S126, S127, S128, S129, S132, S162, S171]
      - id: data-compared
        name: Pilot data was compared with production data
        evaluator: acts
        params: { kinds: [data-compared] }
        who: [data-engineer]
        requirements: [S133, S134]
      - id: targets-set
        name: '"Good enough" was written down in time'
        evaluator: targets-set
        params: { atLeast: 2, before: transfer }
        who: [business-owner]
        requirements: [S130, S131]
      - id: concerns-closed
        name: IT's concerns are raised and closed
        evaluator: concerns-closed
        who: [security, infrastructure]
        requirements: [S078]
      - id: costs-approved
        name: Finance approved the running costs
        evaluator: cost-approved
        who: [finance]
        requirements: [S079]
      - id: mandates-accepted
        name: Operations accepted how much risk it takes
        evaluator: acts
        params: { kinds: [mandates-accepted], attendedBy: [operational-owner] }
        who: [operational-owner]
        requirements: [S066, S067, S068]
      - id: transition-team
        name: One team, one mandate, one last day
        evaluator: documents
        params: { documents: [transition-team] }
        who: [change-owner, operational-owner]
        requirements: [S101, S104]
      - id: vendor-lines
        name: What the vendor does, and what stays inside
        evaluator: documents
        params: { documents: [vendor-responsibilities] }
        who: [business-owner]
        requirements: [S168, S169]
      - id: not-overloaded
        name: Who will run it has the time
        evaluator: not-overloaded
        params: { duties: [operational-owner, backup] }
        who: [business-owner]
        requirements: [S113, S117]
      - id: alerts-exercised
        name: Alerts were fired on purpose and answered
        evaluator: acts
        params: { kinds: [alert-exercised], count: 2, withinDays: 90 }
        who: [ai-operations]
        requirements: [S072, S296, S335]
      - id: call-tested
        name: The person to call at 2 a.m. was reached
        evaluator: acts
        params: { kinds: [call-tested], withinDays: 180, attendedBy: [backup] }
        who: [backup]
        requirements: [S075, S280]
      - id: runbook
        name: The runbook is confirmed
        evaluator: runbook
        who: [operational-owner]
        requirements: [S284, S341, S346]

  - id: transfer
    name: Ownership transfer
    question: Do people, not documents, hold it now?
    weeks: { from: 3, to: 8 }
    rolloutAtMost: 20
    criteria:
      - id: four-roles
        name: Four roles, four people
        evaluator: duties-filled
        params: { duties: [business-owner, product-manager, data-engineer, ai-operations], distinctPeople: 4 }
        who: [business-owner]
        requirements: [S136, S137, S138, S139, S140, S141, S167]
      - id: one-name-each
        name: Each duty has exactly one name
        evaluator: duties-filled
        who: [business-owner]
        requirements: [S033, S044, S116, S166, S168, S174, S175, S244, S246, S281, S325]
      - id: parallel-operation
        name: Both teams ran it together
        evaluator: parallel-operation
        params: { together: 4, incidents: 1, reviews: 1 }
        who: [change-owner, operational-owner]
        requirements: [S100, S101, S102, S143, S161]
      - id: heads-emptied
        name: What is only in heads was captured
        evaluator: acts
        params:
          kinds: [retrospective, joint-session]
          detail: covers
          each: [what it does, why, edge cases, when it goes wrong]
        who: [change-owner, operational-owner]
        requirements: [S103, S187]
      - id: work-redesigned
        name: The redesigned work is designed and documented
        evaluator: documents
        params: { documents: [workflow-redesign], before: transfer }
        who: [product-manager]
        requirements: [S020, S039]
      - id: work-practised
        name: The redesigned work was practised
        evaluator: acts
        params: { kinds: [practised], before: transfer }
        who: [product-manager, operational-owner]
        requirements: [S039]
      - id: handoff-package
        name: The handoff package can be worked with
        evaluator: handoff-package
        who: [change-owner, product-manager]
        requirements: [S005, S015, S016, S017, S018, S019, S020, S021, S022, S023, S045]
      - id: management-direction
        name: Management says that using it is expected
        evaluator: acts
        params: { kinds: [management-direction], attendedBy: [business-owner] }
        who: [business-owner]
        requirements: [S022, S046]
      - id: four-decisions
        name: Four decisions are written, and nobody argues
        evaluator: agreed
        params: { documents: [four-decisions] }
        who: [change-owner, operational-owner, business-owner]
        requirements: [S275, S276, S277, S278, S336, S337]
      - id: practice
        name: The operator practised on real cases
        evaluator: drill
        params: { kind: practice, by: [operational-owner], maxAgeDays: 90 }
        who: [operational-owner]
        requirements: [S297, S298, S299, S300, S301, S302, S303, S304, S305]
      - id: operator-day
        name: The operator ran it for a day alone
        evaluator: drill
        params: { kind: operator-day, by: [operational-owner], maxAgeDays: 90 }
        who: [operational-owner]
        requirements: [S327, S328, S331]
      - id: forced-failure
        name: A forced failure was caught and taken over
        evaluator: drill
        params: { kind: forced-failure, maxAgeDays: 90 }
        who: [operational-owner]
        requirements: [S330]
      - id: settled
        name: Nothing moved lately
        evaluator: settled
        who: [change-owner]
        requirements: [S282, S340]
      - id: pilot-artefacts
        name: The pilot left what the launch needs
        evaluator: documents
        params: { documents: [acceptance-criteria, edge-case-inventory, failure-mode-log] }
        gate: hard
        who: [change-owner, product-manager]
        requirements: [S149, S150, S151, S152]
      - id: watched
        name: The agreed figures are watched before the launch
        evaluator: watched
        gate: hard
        who: [ai-operations, monitoring]
        requirements: [S146, S164]
      - id: governance
        name: The six governance documents are signed
        evaluator: documents
        params: { documents: [use-case, sign-off, thresholds, escalation-matrix, compliance, audit-trail] }
        gate: hard
        who: [business-owner, compliance]
        requirements: [S118, S176, S177, S178, S179, S180, S181, S182]
      - id: transferred
        name: Daily care was transferred
        evaluator: transfer
        params: { state: done }
        who: [operational-owner, change-owner]
        requirements: [S306, S307]

  - id: launch
    name: Controlled launch
    question: Does it hold, step by step, with the old way still open?
    weeks: { from: 6, to: 12 }
    rolloutAtMost: 100
    criteria:
      - id: gradual-start
        name: It started with 10 to 20 % of the units
        evaluator: rollout-start
        params: { least: 10, most: 20 }
        who: [change-owner]
        requirements: [S144, S145]
      - id: support-settled
        name: The first week was checked daily and settled
        evaluator: support-settled
        who: [daily-care]
        requirements: [S308]
      - id: weekly-reviews
        name: Six weekly reviews with those who must attend
        evaluator: acts
        params:
          kinds: [weekly-review]
          count: 6
          inDifferent: weeks
          attendedBy: [business-owner, product-manager, end-user]
        who: [business-owner, product-manager, end-user]
        requirements: [S147, S317]
      - id: deviations-followed
        name: Every departure is written down, patterns are closed
        evaluator: deviations-followed
        params: { reviews: 6, weeks: 2 }
        who: [ai-operations, product-manager]
        requirements: [S148]
      - id: targets-met
        name: The written targets are met
        evaluator: targets-met
        params: { windowDays: 28, minimum: 100 }
        who: [ai-operations, business-owner]
        requirements: [S131, S193]
      - id: training
        name: Orientation, launch week, thirty days after
        evaluator: acts
        params:
          kinds: [training]
          count: 3
          detail: phase
          each: [orientation, launch week, thirty days]
        who: [training]
        requirements: [S121, S163, S183, S184, S185, S186]
      - id: reinforced
        name: Whoever runs it practises again and again
        evaluator: reinforced
        params: { by: [operational-owner], times: 2 }
        who: [operational-owner]
        requirements: [S042]
      - id: fallback-used
        name: The way without the AI was really used
        evaluator: fallback-used
        params: { maxAgeDays: 120 }
        who: [daily-care]
        requirements: [S073, S089, S145]
      - id: leadership-looked
        name: Senior leadership looked at it in production
        evaluator: acts
        params: { kinds: [leadership-looked], withinDays: 90, attendedBy: [leadership] }
        who: [leadership]
        requirements: [S142]
      - id: full-scope
        name: It serves all units
        evaluator: rollout-reached
        params: { atLeast: 100, forDays: 7 }
        who: [change-owner, daily-care]
        requirements: [S153]
      - id: pilot-mode-ended
        name: Nothing lives from pilot mode any more
        evaluator: documents
        params: { documents: [pilot-mode] }
        who: [operational-owner]
        requirements: [S115]
      - id: deployed
        name: It runs, is reachable and kept running
        evaluator: deployed
        who: [infrastructure]
        requirements: [S007]

  - id: operation
    name: Full operation
    question: Are we getting the business value that we committed to?
    weeks: { from: 13 }
    rolloutAtMost: 100
    criteria:
      - id: one-name-still
        name: Each duty still has exactly one name
        evaluator: duties-filled
        who: [business-owner]
        requirements: [S014, S160, S165, S271, S281]
      - id: monthly-reviews
        name: Monthly reviews against the baseline
        evaluator: acts
        params:
          kinds: [monthly-review]
          count: 3
          inDifferent: months
          withinDays: 100
          attendedBy: [business-owner]
        who: [business-owner]
        requirements: [S137, S154, S158, S193]
      - id: ninety-stable-days
        name: Ninety stable days, targets met
        evaluator: stable-days
        params: { days: 90, runDays: 45, minimum: 200 }
        who: [daily-care, ai-operations]
        requirements: [S194]
      - id: adopted
        name: It influences the decisions that it was made for
        evaluator: adopted
        who: [business-owner]
        requirements: [S002, S003, S008, S009, S159]

duties:
  - id: change-owner
    name: Change owner
    does: Builds the next version (prompts, model, tools, logic), tests it and may say "not yet"; stays attached after launch.
    requiredFrom: design
    notWith: [operational-owner]
  - id: operational-owner
    name: Operational owner
    does: Runs it in production. Takes part in the pilot, shapes the requirements, takes daily care at the transfer.
    layer: performance
    requiredFrom: design
  - id: business-owner
    name: Business owner
    does: Answers for the outcome, chairs the monthly performance review, decides where nobody else does.
    layer: performance
    requiredFrom: design
  - id: daily-care
    name: Daily care
    does: Watches it on purpose for errors, delays and odd output, reviews odd cases, answers first when it is wrong or stops. Whoever holds it is on watch.
    layer: performance
    movesAtTransfer: true
    requiredFrom: pilot
  - id: spend
    name: Monthly spend
    does: Owns the vendor's bill and decides when usage jumps.
    movesAtTransfer: true
    requiredFrom: pilot
  - id: backup
    name: Backup
    does: Takes over at once when the one with daily care can't; is called at 2 a.m. when she or he does not answer.
    layer: performance
    movesAtTransfer: true
    requiredFrom: readiness
    notWith: [daily-care]
  - id: informs
    name: Informs the rest
    does: Tells everybody who depends on it when it is wrong, stopped or back.
    movesAtTransfer: true
    requiredFrom: readiness
  - id: product-manager
    name: Product manager
    does: Keeps the list of improvements, hears the users, and owns the space between the teams.
    layer: performance
    requiredFrom: readiness
  - id: data-engineer
    name: Data engineer
    does: Keeps the pipelines whole and takes upstream data problems to those who cause them.
    vendorMayHold: true
    requiredFrom: readiness
  - id: ai-operations
    name: AI operations engineer
    does: Measures how well it works, detects drift, runs retraining and deployment.
    vendorMayHold: true
    requiredFrom: readiness
  - id: infrastructure
    name: Infrastructure
    does: Keeps servers available, access controlled and integrations stable.
    layer: infrastructure
    vendorMayHold: true
    requiredFrom: readiness
  - id: security
    name: Security and integration
    does: Says for IT what worries it, before go-live, and closes it.
    layer: infrastructure
    requiredFrom: readiness
  - id: finance
    name: Finance
    does: Approves what it costs to run, every month.
    requiredFrom: readiness
  - id: end-user
    name: Voice of the users
    does: Works with its output every day and says in the reviews what that is like.
    requiredFrom: transfer
  - id: training
    name: Training
    does: Plans orientation, launch-week practice and the thirty days after, and holds them.
    requiredFrom: transfer
  - id: compliance
    name: Compliance
    does: Keeps the documents that an auditor asks for, and takes governance concerns upwards.
    layer: performance
    requiredFrom: transfer
  - id: thresholds
    name: Thresholds
    does: Says how good is good enough, and reads the monthly figures against it.
    layer: performance
    requiredFrom: transfer
  - id: monitoring
    name: Monitoring
    does: Sees to it that somebody is told when quality falls.
    layer: performance
    requiredFrom: transfer
  - id: retraining
    name: Retraining
    does: Decides when it is retrained, and approves that.
    layer: performance
    requiredFrom: transfer
  - id: maintenance
    name: Maintenance
    does: Keeps it working while what surrounds it changes.
    vendorMayHold: true
    requiredFrom: transfer
  - id: model
    name: Model
    does: Decides which model runs and when it is replaced.
    requiredFrom: transfer
  - id: prompts
    name: Prompts
    does: Keeps the prompts and knows why they are as they are.
    requiredFrom: transfer
  - id: failure-cases
    name: Failure cases
    does: Keeps the list of real cases in which it was wrong, with what to do.
    requiredFrom: transfer
  - id: watch-drift
    name: Watches drift
    does: Notices when the units or the answers are no longer what they were.
    requiredFrom: transfer
  - id: watch-costs
    name: Watches costs
    does: Notices when a unit or a month costs more than normal.
    requiredFrom: transfer
  - id: watch-output
    name: Watches odd output
    does: Looks at a sample of answers and at what people flag.
    requiredFrom: transfer
  - id: leadership
    name: Senior leadership
    does: Sets the direction and looks at how it does in production.
    requiredFrom: launch
  - id: sponsor
    name: Sponsor
    does: Speaks for it at the top. Leaving changes nothing about who answers for it.

documents:
  - id: pilot-plan
    name: Pilot plan
    purpose: What the pilot is to find out, planned from the day on which it runs in production.
    sections:
      - id: origin
        name: Where the idea comes from
        hint: Who asked for it, and which use was picked out of which.
      - id: hypothesis
        name: What it is to find out
        hint: One sentence that can turn out wrong, with scope and last day.
      - id: finders-and-users
        name: Who found the use, and who will work with it?
        hint: Names of both, and who is in both. Where nobody is, say how the users are heard.
      - id: pilot-team
        name: Who is in the pilot team?
        hint: By name the data scientist, the business analyst at ease with technology, and the executive sponsor.
      - id: operating-model
        name: How it will be run
        hint: The production side first - who does what each day, and which goal of the pilot shows that this works.
      - id: errors
        name: How does it handle errors?
        hint: What happens to a unit when the AI is wrong, silent or down.
      - id: data-quality
        name: What happens when the data gets worse?
        hint: How that is noticed, by whom, and what then happens to the units.
      - id: who-monitors
        name: Who monitors this?
        hint: One name, and what she or he looks at.
    signedBy: [change-owner, operational-owner]
  - id: production-standards
    name: Production standards
    purpose: What "ready for production" means here, dated before the build and seen by those who build.
    sections:
      - id: error-handling
        name: Error handling
        hint: Which errors there are, and what happens in each.
      - id: security-review
        name: Security review
        hint: What is reviewed, by whom, and what blocks.
      - id: data-governance
        name: Data governance
        hint: Which data may be used, kept, for how long, and who says so.
      - id: monitoring
        name: Monitoring and alerting
        hint: What is measured, what alarms, and whom.
      - id: fallback
        name: Fallback process
        hint: How the work is done without the AI, and how long that can be kept up.
      - id: documentation
        name: Documentation
        hint: What must be written, for whom, and who keeps it true.
      - id: support-model
        name: Support model
        hint: Who is called when, also at 2 a.m., and who is called next.
      - id: cost-model
        name: Cost model
        hint: What a unit and a month may cost, and what happens above that.
    signedBy: [operational-owner]
    readBy: [change-owner]
  - id: transition-team
    name: Transition team
    purpose: One team with one mandate and an end, from the pilot to the day on which others run it.
    sections:
      - id: mandate
        name: The shared mandate
        hint: Into production by the production standards, then hand over completely. Who is in the team, from both sides.
      - id: end-date
        name: The day on which the team ends
        hint: One date, and who has the work from then on.
      - id: separate-teams
        name: What stays separate
        hint: Where innovation and operations still have teams, budgets or measures of success of their own, and what that risks here.
    signedBy: [change-owner, operational-owner]
  - id: pilot-mode
    name: End of pilot mode
    purpose: What made the pilot possible, and what takes its place now that this is over.
    exposure: it would go on living from exceptions that operations do not have.
    sections:
      - id: sprint-deadlines
        name: Instead of sprint deadlines
        hint: In which rhythm work is planned and reviewed from now on.
      - id: decision-makers
        name: Instead of direct access to those who decide
        hint: Which way a question takes now, and how long that lasts.
      - id: licence-to-experiment
        name: Instead of a licence to experiment
        hint: What may be changed by whom, after which approval.
    signedBy: [operational-owner]
  - id: readiness-checklist
    name: Readiness checklist
    purpose: Whether data, integrations, governance and people would carry it in production.
    sections:
      - id: data-dependencies
        name: Data dependencies
        hint: Every source that it depends on, with its owner.
      - id: upstream
        name: Upstream systems
        hint: For each, the service level that was confirmed, by whom, and on which day.
      - id: manual-preparation
        name: Preparation by hand
        hint: What somebody does by hand today before a unit can be served, and why that scales or does not.
      - id: integrations
        name: Integration points
        hint: For each, both directions, error handling, fallback, and what happens when either side is upgraded.
      - id: model-operations
        name: Running the model
        hint: Monitoring, retraining, data quality checks, version control and deployment; for each how it is done and by whom, or by which day it will be.
      - id: approval
        name: Who approved it for production
        hint: Name and day.
      - id: compliance-requirements
        name: Which rules apply
        hint: Laws, contracts and policies, each with what it demands here.
      - id: audit-trail
        name: Which trail decisions leave
        hint: What an auditor finds of one decision, where, for how long.
      - id: people
        name: People
        hint: Who owns it, who is trained, and whom to go to in which case.
    signedBy: [operational-owner, data-engineer, ai-operations]
  - id: vendor-responsibilities
    name: Vendor and inside
    purpose: What a vendor does, and what can't be given to one. Without a vendor, write "none".
    sections:
      - id: vendor
        name: What the vendor does
        hint: Support times, what is covered, whom to call; or "none".
      - id: inside
        name: What stays inside
        hint: Performance standards, escalation decisions and compliance, each with a name.
    signedBy: [business-owner]
  - id: workflow-redesign
    name: Redesigned work
    purpose: How the work is done with it, instead of beside it.
    sections:
      - id: designed
        name: How the work is done now
        hint: Each step, and exactly where the output enters; no separate screen to be consulted on the side.
      - id: documented
        name: What changes for whom
        hint: For each role, what it no longer does, does otherwise, and does in addition.
    signedBy: [operational-owner, product-manager]
    readBy: [end-user]
  - id: handoff-package
    name: Handoff package
    purpose: What the receiving team works with. Logins, a demonstration, technical documents and a channel for questions are no part of it.
    sections:
      - id: trust-and-override
        name: When to trust it, when to override it
        hint: In plain words, with real examples of both.
      - id: where-it-enters
        name: Where the output enters the work
        hint: The step, the screen, and what somebody does with it there.
      - id: flagging
        name: How to flag a wrong output
        hint: One click or key, who reads it, and when an answer comes.
      - id: expected
        name: That using it is expected
        hint: Management's own words, and from which day they hold.
      - id: seems-wrong
        name: What to do when it seems wrong
        hint: Step by step, for the person in front of it.
      - id: builder-knowledge
        name: What only the builder knows
        hint: Which model breaks on long inputs, which version of the prompt behaves best, which edge cases need a check by hand.
    signedBy: [operational-owner, business-owner]
  - id: four-decisions
    name: Four decisions
    purpose: What must be decided before anybody hands anything over, and what success and failure are.
    sections:
      - id: who-changes
        name: Who changes it when requirements change?
        hint: One name, and how a wish reaches her or him.
      - id: who-checks
        name: Who checks it each day or week?
        hint: One name, what is looked at, and when.
      - id: who-approves
        name: Who approves an update of prompt or model?
        hint: Names for small wording fixes, and for new models or changed output.
      - id: who-responds
        name: Who answers first when it is wrong or stops?
        hint: One name, one backup, and who tells the rest.
      - id: success
        name: What success is
        hint: One to three numbers, and what they must be.
      - id: failure
        name: What counts as a failure
        hint: What a wrong answer is, and what it costs whom.
      - id: escalation
        name: Quick fix, human review, stop
        hint: For each of the three, when it is right and who may do it.
    signedBy: [change-owner, operational-owner, business-owner]
  - id: acceptance-criteria
    name: User acceptance criteria
    purpose: What the users said must be so before they work with it.
    exposure: more units would meet something that nobody has accepted.
    sections:
      - id: criteria
        name: Criteria
        hint: Each with who accepted it and on which day.
    signedBy: [product-manager]
  - id: edge-case-inventory
    name: Edge case inventory
    purpose: Units that are not like the others, and what happens to them.
    exposure: rare units would go wrong in numbers.
    sections:
      - id: cases
        name: Edge cases
        hint: Missing fields, odd formats, duplicates, exceptions that only look standard; for each, what happens.
    signedBy: [product-manager]
  - id: failure-mode-log
    name: Failure mode log
    purpose: How it failed in the pilot.
    exposure: known failures would come back as surprises.
    sections:
      - id: failures
        name: Failures
        hint: What went wrong, how often, how it was noticed, what it cost, what was done.
    signedBy: [ai-operations]
  - id: use-case
    name: Approved use and its limits
    purpose: What it may be used for, and what not.
    exposure: it would be used for what nobody has approved.
    sections:
      - id: use
        name: Approved use
        hint: For which units and decisions, and why.
      - id: limits
        name: Limits
        hint: What it must not be used for.
    signedBy: [business-owner]
  - id: sign-off
    name: Business owner with authority
    purpose: Who may say yes and no, formally.
    exposure: decisions would rest on somebody's informal word, and end when she or he leaves.
    sections:
      - id: authority
        name: Authority
        hint: What the business owner may decide alone, up to which sum, and who gave that authority.
    signedBy: [business-owner]
  - id: thresholds
    name: Least acceptable performance
    purpose: Below which figures it is stopped.
    exposure: nobody could say when it has become too bad to go on.
    sections:
      - id: figures
        name: Figures
        hint: Each with its bound, its window, and what happens below it.
    signedBy: [business-owner, thresholds]
  - id: escalation-matrix
    name: Escalation matrix
    purpose: Who is told what, when it gets worse or breaks.
    exposure: an incident would become a chain of phone calls.
    sections:
      - id: performance
        name: When it gets worse
        hint: By how much, who is told, who decides, within which time.
      - id: incidents
        name: When it breaks
        hint: First responder, backup, who tells the rest, who decides to stop.
    signedBy: [business-owner, operational-owner]
  - id: compliance
    name: Compliance and privacy
    purpose: That it may be done at all.
    exposure: it could be forbidden, or fined, after people depend on it.
    sections:
      - id: assessment
        name: Assessment
        hint: Which rules apply, who assessed it, with which result, on which day.
      - id: privacy
        name: Personal data
        hint: Which data about whom, on what basis, kept for how long.
    signedBy: [compliance]
  - id: audit-trail
    name: Audit trail
    purpose: What can be shown of each regulated decision.
    exposure: a decision could not be explained to those whom it concerns.
    sections:
      - id: specification
        name: Specification
        hint: Which decisions are regulated; what is kept of each, where, for how long, and who may see it.
    signedBy: [compliance]

reviews:
  - id: weekly
    name: Weekly review
    question: What departed from what was expected, however small, and does it come back?
    every: { weeks: 1, times: 6 }
    heldWithinDays: 3
    attendedBy: [business-owner, product-manager, end-user]
    looksAt: [operator]
    countsAs: weekly-review
  - id: first-90-days
    name: 30, 60 and 90 days
    question: Does it meet the thresholds that were written down in the first stage?
    onDays: [30, 60, 90]
    heldWithinDays: 7
    attendedBy: [business-owner, product-manager, ai-operations]
    countsAs: monthly-review
  - id: monthly
    name: Monthly performance review
    question: How does it do against the thresholds of the first stage?
    every: { months: 1, first: 4 }
    heldWithinDays: 7
    attendedBy: [business-owner, ai-operations]
    countsAs: monthly-review
  - id: retraining
    name: Quarterly retraining assessment
    question: Do model, prompt and examples still fit what comes in?
    every: { months: 3 }
    heldWithinDays: 14
    attendedBy: [retraining, data-engineer, ai-operations]
    asks:
      - id: retrain
        question: Is it to be retrained, given another model or another prompt? By when, and who approves it?
      - id: inputs
        question: Which inputs of the quarter were unlike those that it was made for?
  - id: governance
    name: Biannual governance review
    question: Is it still allowed, explained and answered for?
    every: { months: 6 }
    heldWithinDays: 21
    attendedBy: [compliance, business-owner]
    asks:
      - id: documents
        question: Do the six governance documents still say what is so?
      - id: accountability
        question: Is the business owner held to the same standard as for any other system? How does that show?
  - id: scope
    name: Annual scope planning
    question: Should it do more, less or nothing at all next year?
    every: { months: 12 }
    heldWithinDays: 30
    attendedBy: [business-owner, product-manager, change-owner]
    looksAt: [scope]
    asks:
      - id: scope
        question: Should it do more, the same or less next year, and why?
`,
  lean: `# The light way: two owners, one page, a week. Copy it with "dayshift playbook show lean --yaml > ours.yaml", give the
# copy an id of its own, and change what you like; "dayshift playbook validate ours.yaml" says what is wrong with it.
playbook: 1
id: lean
name: Lean
purpose: For small teams. Two owners, one page, one agreed way to ship; from prototype to daily use within a week.
onePersonMayHoldBoth: true
transfer:
  parallelDays: 1
  settleDays: 2
  supportDays: 7

stages:
  - id: design
    name: Design
    question: When this works, who runs it, and is it worth its whole cost?
    weeks: { from: 1, to: 1 }
    rolloutAtMost: 0
    criteria:
      - id: operator-named
        name: Somebody will run it, by name
        evaluator: duties-filled
        params: { duties: [operational-owner, business-owner] }
        gate: hard
        who: [business-owner]
        requirements: [S014, S062, S098, S270, S333]
      - id: lifecycle-budget
        name: The value carries the whole cost
        evaluator: budget
        params: { years: 1 }
        gate: hard
        who: [business-owner]
        requirements: [S081, S094, S095, S096]

  - id: pilot
    name: Pilot
    question: Does it do the job on real units, by numbers that were written down?
    weeks: { from: 1, to: 1 }
    rolloutAtMost: 50
    criteria:
      - id: targets-met
        name: The written targets are met on real units
        evaluator: targets-met
        params: { windowDays: 7, minimum: 30 }
        who: [change-owner]
        requirements: [S130, S254, S258, S329, S334, S347, S348]

  - id: readiness
    name: Readiness
    question: Can the people who will run it do so on a busy day without its builder?
    weeks: { from: 1, to: 1 }
    rolloutAtMost: 50
    criteria:
      - id: agreed
        name: One page says what holds, and nobody argues
        evaluator: agreed
        params: { documents: [one-page] }
        who: [change-owner, operational-owner]
        requirements: [S243, S275, S276, S277, S278, S336, S337]
      - id: practice
        name: The operator practised on real cases
        evaluator: drill
        params: { kind: practice, by: [operational-owner], maxAgeDays: 60 }
        who: [operational-owner]
        requirements: [S297, S298, S299, S300, S301, S302, S303, S304, S305]
      - id: operator-day
        name: The operator ran it for a day alone
        evaluator: drill
        params: { kind: operator-day, by: [operational-owner], maxAgeDays: 60 }
        who: [operational-owner]
        requirements: [S240, S327, S328, S331]
      - id: fallback-used
        name: The way without the AI was really used
        evaluator: fallback-used
        params: { maxAgeDays: 60 }
        who: [operational-owner]
        requirements: [S326, S330, S350]
      - id: runbook
        name: The one-page runbook is confirmed
        evaluator: runbook
        who: [operational-owner]
        requirements: [S284, S341, S342, S346]

  - id: transfer
    name: Transfer
    question: Is there one date at which daily care changes hands, and does the target hold still?
    weeks: { from: 1, to: 2 }
    rolloutAtMost: 50
    criteria:
      - id: one-name-each
        name: Each duty has exactly one name
        evaluator: duties-filled
        who: [business-owner, change-owner]
        requirements: [S244, S246, S280, S281, S325, S332]
      - id: settled
        name: Nothing moved lately
        evaluator: settled
        who: [change-owner]
        requirements: [S249, S282, S340]
      - id: transferred
        name: Daily care was transferred
        evaluator: transfer
        params: { state: done }
        who: [operational-owner, change-owner]
        requirements: [S306, S307]

  - id: launch
    name: Launch
    question: Did the first week go well without the builder?
    weeks: { from: 1, to: 3 }
    rolloutAtMost: 100
    criteria:
      - id: support-settled
        name: The first week was checked daily and settled
        evaluator: support-settled
        who: [daily-care]
        requirements: [S308]

  - id: operation
    name: Operation
    question: Does it still help, and does somebody still care?
    weeks: { from: 2 }
    rolloutAtMost: 100

duties:
  - id: change-owner
    name: Change owner
    does: Builds the next version (prompts, model, tools, logic), tests it, approves it, and may say "not yet".
    requiredFrom: design
  - id: operational-owner
    name: Future operator
    does: Says yes to running it, shapes what it must do, and takes daily care at the transfer.
    layer: performance
    requiredFrom: design
  - id: business-owner
    name: Business owner
    does: Answers for the outcome and has the last word when people disagree.
    layer: performance
    requiredFrom: design
  - id: daily-care
    name: Daily care
    does: Watches it on purpose for errors, delays and odd output, reviews odd cases, answers first when it is wrong or stops. Whoever holds it is on watch.
    layer: performance
    movesAtTransfer: true
    requiredFrom: pilot
  - id: backup
    name: Backup
    does: Takes over at once when the one with daily care can't.
    layer: performance
    movesAtTransfer: true
    requiredFrom: readiness
    notWith: [daily-care]
  - id: informs
    name: Informs the rest
    does: Tells everybody who depends on it when it is wrong, stopped or back.
    movesAtTransfer: true
    requiredFrom: readiness
  - id: spend
    name: Monthly spend
    does: Owns the vendor's bill and decides when usage jumps.
    movesAtTransfer: true
    requiredFrom: pilot
  - id: model
    name: Model
    does: Decides which model runs and when it is replaced.
    requiredFrom: transfer
  - id: prompts
    name: Prompts
    does: Keeps the prompts and knows why they are as they are.
    requiredFrom: transfer
  - id: failure-cases
    name: Failure cases
    does: Keeps the list of real cases in which it was wrong, with what to do.
    requiredFrom: transfer
  - id: watch-drift
    name: Watches drift
    does: Notices when the units or the answers are no longer what they were.
    requiredFrom: transfer
  - id: watch-costs
    name: Watches costs
    does: Notices when a unit or a month costs more than normal.
    requiredFrom: transfer
  - id: watch-output
    name: Watches odd output
    does: Looks at a sample of answers and at what people flag.
    requiredFrom: transfer

documents:
  - id: one-page
    name: The one page
    purpose: What the two owners agree on before the handover.
    sections:
      - id: who-changes
        name: Who changes it when requirements change?
        hint: One name, and how a wish reaches her or him.
      - id: who-checks
        name: Who checks it each day or week?
        hint: One name, what is looked at, and when.
      - id: who-approves
        name: Who approves an update of prompt or model?
        hint: Names for small wording fixes, and for new models or changed output.
      - id: who-responds
        name: Who answers first when it is wrong or stops?
        hint: One name, one backup, and who tells the rest.
      - id: success
        name: What success is
        hint: One to three numbers, and what they must be.
      - id: failure
        name: What counts as a failure
        hint: What a wrong answer is, and what it costs whom.
      - id: escalation
        name: Quick fix, human review, stop
        hint: For each of the three, when it is right and who may do it.
      - id: builder-knowledge
        name: What only the builder knows
        hint: Which model breaks on long inputs, which version of the prompt behaves best, which edge cases need a check by hand.
    signedBy: [change-owner, operational-owner]

reviews:
  - id: weekly
    name: Weekly operator review
    question: What does it really write, how often is that put right, and has the world around it moved?
    every: { weeks: 1 }
    heldWithinDays: 3
    attendedBy: [daily-care]
    looksAt: [operator]
    countsAs: weekly-review
  - id: first-90-days
    name: 30, 60 and 90 days
    question: Does it meet the numbers that were written down before it ran?
    onDays: [30, 60, 90]
    heldWithinDays: 7
    attendedBy: [business-owner, daily-care, change-owner]
    countsAs: monthly-review
  - id: monthly
    name: Monthly review
    question: Does it still help, and does somebody still care?
    every: { months: 1, first: 4 }
    heldWithinDays: 7
    attendedBy: [business-owner, daily-care]
    countsAs: monthly-review
  - id: scope
    name: Yearly look at its scope
    question: Should it do more, less or nothing at all next year?
    every: { months: 12 }
    heldWithinDays: 21
    attendedBy: [business-owner, change-owner, daily-care]
    looksAt: [scope]
    asks:
      - id: scope
        question: Should it do more, the same or less next year, and why?
`,
} as const
