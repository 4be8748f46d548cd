// Generated from the contract by "npm run generate"; edits are lost.
export interface paths {
    "/api/v1/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says whether the first set-up is still to be done
         * @description Open to anybody.
         */
        get: operations["setupState"];
        put?: never;
        /**
         * Makes the workspace and its first admin, once
         * @description Open to anybody.
         */
        post: operations["setup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who I am and what I may do
         * @description Needs a signed-in person.
         */
        get: operations["session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Everybody in the workspace
         * @description Needs the permission `people:read`.
         */
        get: operations["listPeople"];
        put?: never;
        /**
         * Adds a person
         * @description Needs the permission `people:write`.
         */
        post: operations["addPerson"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/people/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a person's role, or ends or restores the membership
         * @description Needs the permission `people:write`.
         */
        patch: operations["changePerson"];
        trace?: never;
    };
    "/api/v1/people/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets a new first password for somebody who lost theirs, and ends their sessions
         * @description Needs the permission `people:write`.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/privacy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How small a group may be shown, and who may see figures of other persons
         * @description Needs the permission `people:read`.
         */
        get: operations["getPrivacy"];
        put?: never;
        /**
         * Sets how small a group may be shown, and who may see figures of other persons
         * @description Needs the permission `people:write`.
         */
        post: operations["setPrivacy"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All API keys, without their secrets
         * @description Needs the permission `people:write`.
         */
        get: operations["listKeys"];
        put?: never;
        /**
         * Makes an API key; its secret is shown this once
         * @description Needs the permission `people:write`.
         */
        post: operations["createKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends an API key at once
         * @description Needs the permission `people:write`.
         */
        delete: operations["revokeKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All workflows with their last 24 hours
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listWorkflows"];
        put?: never;
        /**
         * Takes a manifest in: a new workflow, or a new release of a known one. Nothing goes live by this
         * @description Needs the permission `workflows:write`.
         */
        post: operations["addRelease"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One workflow: card, releases, people
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getWorkflow"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/releases/{hash}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One release with its manifest
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getRelease"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pauses the workflow: every unit takes the fallback
         * @description Needs the permission `cases:write`.
         */
        post: operations["pauseWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the pause
         * @description Needs the permission `cases:write`.
         */
        post: operations["resumeWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/gate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a host needs to run the gate by itself (ETag)
         * @description Needs the permission `gate:read`.
         */
        get: operations["gateState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/route": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says where a unit would go, and why; records nothing
         * @description Needs the permission `gate:read`.
         */
        post: operations["previewRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Routes and reasons over time
         * @description Needs the permission `runs:read`.
         */
        get: operations["figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Runs, newest first
         * @description Needs the permission `runs:read`.
         */
        get: operations["listRuns"];
        put?: never;
        /**
         * Takes in a batch of runs (JSON, or NDJSON with one record a line); idempotent by run id
         * @description Needs the permission `runs:write`.
         */
        post: operations["sendRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One run with its contents, decisions and flags
         * @description Needs the permission `runs:read`.
         */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/own-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in what a person said in a host's own screen before the output was shown to her; her decision on the run is laid beside it
         * @description Needs the permission `runs:write`.
         */
        post: operations["sendOwnAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in decisions made in the host's own screens
         * @description Needs the permission `runs:write`.
         */
        post: operations["sendDecisions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Records that could not be taken in, with what was wrong
         * @description Needs the permission `runs:read`.
         */
        get: operations["listQuarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/quarantine/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a record out of quarantine into the runs, mended or as it came
         * @description Needs the permission `runs:write`.
         */
        post: operations["sendAgain"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/erasures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Erases all contents about one subject; records and figures stay
         * @description Needs the permission `people:write`.
         */
        post: operations["eraseSubject"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for a person
         * @description Needs the permission `cases:read`.
         */
        get: operations["listCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One case with its full context
         * @description Needs the permission `cases:read`.
         */
        get: operations["getCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a case for a while; answers with the fencing token
         * @description Needs the permission `cases:write`.
         */
        post: operations["claimCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/renew": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps a claimed case
         * @description Needs the permission `cases:write`.
         */
        post: operations["renewClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a claimed case back
         * @description Needs the permission `cases:write`.
         */
        post: operations["releaseClaim"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/decide": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accept, edit, override, ignore or escalate
         * @description Needs the permission `cases:write`.
         */
        post: operations["decideCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/own-answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says one’s own answer before the output is shown; it stands, and the output is then shown to that person
         * @description Needs the permission `cases:write`.
         */
        post: operations["answerCaseFirst"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/reassign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a case to a person
         * @description Needs the permission `cases:write`.
         */
        post: operations["reassignCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/correct": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Corrects the input and has the unit run again
         * @description Needs the permission `cases:write`.
         */
        post: operations["correctCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has the unit run again; the answer comes back to this case
         * @description Needs the permission `cases:write`.
         */
        post: operations["rerunCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who did what, newest first
         * @description Needs the permission `ledger:read`.
         */
        get: operations["listLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/checkpoint": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A fresh signed checkpoint of the ledger
         * @description Needs the permission `ledger:read`.
         */
        get: operations["latestCheckpoint"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ledger/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The whole ledger, one line an entry, to be verified without the server
         * @description Needs the permission `ledger:read`.
         */
        get: operations["exportLedger"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The playbooks that ship and the organisation's own
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listPlaybooks"];
        put?: never;
        /**
         * Adds a playbook, or a new version of one of its own; workflows keep what they have chosen
         * @description Needs the permission `handover:write`.
         */
        post: operations["addPlaybook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbooks/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what is wrong with a playbook, with line, column and the mend; keeps nothing
         * @description Needs the permission `workflows:read`.
         */
        post: operations["checkPlaybook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/playbooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One playbook in its newest version, with the text to copy
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getPlaybook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/playbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The playbook that a workflow goes by, as it was when it was chosen
         * @description Needs the permission `workflows:read`.
         */
        get: operations["workflowPlaybook"];
        put?: never;
        /**
         * Chooses the playbook that a workflow goes by from now on
         * @description Needs the permission `handover:write`.
         */
        post: operations["choosePlaybook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/duties": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who answers for what: one name a duty, what is wrong with it, who had it before
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listDuties"];
        put?: never;
        /**
         * Gives several duties to people, all at one instant or none
         * @description Needs the permission `handover:write`.
         */
        post: operations["assignDuties"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/duties/{duty}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a duty to a person, takes it over or gives it up
         * @description Needs the permission `handover:write`.
         */
        post: operations["assignDuty"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/duties/{duty}/at": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whose job was this at that time?
         * @description Needs the permission `workflows:read`.
         */
        get: operations["dutyAt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is on watch, now or at an instant?
         * @description Needs the permission `workflows:read`.
         */
        get: operations["watchOf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/watch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who is on watch for each workflow
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listWatch"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/duties/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The duties that the caller holds, of all workflows
         * @description Needs the permission `workflows:read`.
         */
        get: operations["myDuties"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/runbook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The runbook as it is now, and whether its confirmation still holds; with format=markdown the page as text
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getRunbook"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/runbook/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stands by the runbook until a day; whoever has the daily care, or is to take it over
         * @description Needs the permission `handover:write`.
         */
        post: operations["confirmRunbook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/runbook/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Attaches an existing runbook in Markdown as a note; the same name takes the place of the one before
         * @description Needs the permission `handover:write`.
         */
        post: operations["importRunbook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/runbook/notes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an attached note away
         * @description Needs the permission `handover:write`.
         */
        delete: operations["removeRunbookNote"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the workflow is well: its purpose numbers and every signal against the baseline
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/health/baselines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freezes a window of runs as the baseline that everything later is held against
         * @description Needs the permission `handover:write`.
         */
        post: operations["createBaseline"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/health/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Two windows of runs side by side, like pilot data against production data
         * @description Needs the permission `workflows:read`.
         */
        get: operations["compareWindows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Alerts of all workflows or of one: those that wait, or what was
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One alert: what is, who was told when, what is done about it
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes an alert and all of the same cause into your hands
         * @description Needs the permission `handover:write`.
         */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets an alert rest until an instant
         * @description Needs the permission `handover:write`.
         */
        post: operations["snoozeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends an alert and says what it was worth
         * @description Needs the permission `handover:write`.
         */
        post: operations["resolveAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/steps": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Does the next act about an alert: pause, examples, how wide, to the builder, inform
         * @description Needs the permission `handover:write`.
         */
        post: operations["stepAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/morning": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Each workflow in the morning: is it well, what waits, what changed since yesterday
         * @description Needs the permission `workflows:read`.
         */
        get: operations["morning"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/precision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How useful the alerts of each workflow were, and how many nobody answered
         * @description Needs the permission `workflows:read`.
         */
        get: operations["alertPrecision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How alerts reach people: times to acknowledge, quiet hours, the heartbeat
         * @description Needs the permission `workflows:read`.
         */
        get: operations["alertSettings"];
        put?: never;
        /**
         * Sets how alerts reach people
         * @description Needs the permission `people:write`.
         */
        post: operations["changeAlertSettings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/quiet-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the caller's own quiet hours
         * @description Needs a signed-in person.
         */
        post: operations["changeMyQuietHours"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The open alerts of a workflow, its maintenance windows and the thresholds that are proposed
         * @description Needs the permission `workflows:read`.
         */
        get: operations["workflowAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/maintenance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets a time in which the workflow is worked on and nobody is told
         * @description Needs the permission `handover:write`.
         */
        post: operations["setMaintenance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/maintenance/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a maintenance window before its time
         * @description Needs the permission `handover:write`.
         */
        post: operations["endMaintenance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/thresholds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts or declines a wider threshold that was proposed because of noise
         * @description Needs the permission `handover:write`.
         */
        post: operations["decideThreshold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/drills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The drills of a workflow, newest first, and which of them the caller may begin
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listDrills"];
        put?: never;
        /**
         * Begins or plans a drill: practice, an operator day, a forced failure, a check of the written targets
         * @description Needs the permission `handover:write`.
         */
        post: operations["beginDrill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drills/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Practices and operator days of any workflow that are the caller’s to do
         * @description Needs the permission `workflows:read`.
         */
        get: operations["myDrills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drills/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One drill with what it shows
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getDrill"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drills/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers one task of a practice; what was right is told with the answer
         * @description Needs the permission `handover:write`.
         */
        post: operations["answerPractice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drills/{id}/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lists manual steps, exception rules and approval points of an operator day; the last list counts
         * @description Needs the permission `handover:write`.
         */
        post: operations["listByHand"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/noticed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that the workflow looks wrong; a forced failure that runs counts it as noticed
         * @description Needs the permission `handover:write`.
         */
        post: operations["noticeFailure"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drills/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops a forced failure at once, or calls a drill off
         * @description Needs the permission `handover:write`.
         */
        post: operations["stopDrill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/drills/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes a drill with its verdict and notes
         * @description Needs the permission `handover:write`.
         */
        post: operations["closeDrill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The transfer of daily care: date, receiver, what moves, what blocks it, early support
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getTransfer"];
        put?: never;
        /**
         * Writes the date of the transfer, its receiver and backup
         * @description Needs the permission `handover:write`.
         */
        post: operations["planTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/transfer/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The receiver says yes to the date
         * @description Needs the permission `handover:write`.
         */
        post: operations["acceptTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/transfer/postpone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes a later date, with the reason
         * @description Needs the permission `handover:write`.
         */
        post: operations["postponeTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/transfer/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls the transfer off, with the reason
         * @description Needs the permission `handover:write`.
         */
        post: operations["cancelTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/transfer/hand-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the daily care back to the builder, at one instant
         * @description Needs the permission `handover:write`.
         */
        post: operations["handBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/transfer/support/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ticks off today's checklist of early support
         * @description Needs the permission `handover:write`.
         */
        post: operations["checkSupportDay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/transfer/support/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Closes early support: settled, or one more pass
         * @description Needs the permission `handover:write`.
         */
        post: operations["closeSupport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/transfers/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What waits for the caller from transfers
         * @description Needs the permission `workflows:read`.
         */
        get: operations["myTransfers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/spend/lease": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A host asks for a share of the budget, tells what it spent, or gives the rest back
         * @description Needs the permission `runs:write`.
         */
        post: operations["leaseSpend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/spend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a workflow costs this month, against its limits
         * @description Needs the permission `workflows:read`.
         */
        get: operations["workflowSpend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/spend/limits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets or takes back a limit; only whoever holds the spend may
         * @description Needs the permission `handover:write`.
         */
        post: operations["setSpendLimit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/spend/warnings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets at which shares of a limit the holder of the spend is told
         * @description Needs the permission `handover:write`.
         */
        post: operations["setSpendWarnings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/spend/leases/{lease}/give-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives back by hand what a host had leased that fell silent; only whoever holds the spend may
         * @description Needs the permission `handover:write`.
         */
        post: operations["giveSpendLeaseBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What runs cost by workflow, day, model and release, this month unless days are said
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/spend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What every workflow costs this month
         * @description Needs the permission `workflows:read`.
         */
        get: operations["workspaceSpend"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The changes of a workflow, newest first
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listChanges"];
        put?: never;
        /**
         * Proposes a release or another share of units; nothing runs by it yet
         * @description Needs the permission `workflows:write`.
         */
        post: operations["proposeChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes/waiting": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Changes of all workflows that wait for the caller
         * @description Needs the permission `workflows:read`.
         */
        get: operations["changesForMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/approvers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who approves a change of each class, by name
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getApprovers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One change: its diff, class, approvals, rollout and events
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/effect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What it did: each measure before and after it, with intervals
         * @description Needs the permission `workflows:read`.
         */
        get: operations["changeEffect"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/edit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Edits it, or compares it with the release that runs now; approvals given so far no longer count
         * @description Needs the permission `workflows:write`.
         */
        post: operations["editChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes it back before it runs
         * @description Needs the permission `handover:write`.
         */
        post: operations["withdrawChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves exactly the content that was seen
         * @description Needs the permission `handover:write`.
         */
        post: operations["approveChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/not-yet": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Holds it with a reason until the same person lifts that
         * @description Needs the permission `handover:write`.
         */
        post: operations["sayNotYet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lifts one's own "not yet"
         * @description Needs the permission `handover:write`.
         */
        post: operations["liftNotYet"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins its rollout with the first step
         * @description Needs the permission `handover:write`.
         */
        post: operations["startChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/step": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Goes to the next step, where the present one holds
         * @description Needs the permission `handover:write`.
         */
        post: operations["stepChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Holds it at its present step
         * @description Needs the permission `handover:write`.
         */
        post: operations["holdChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets its rollout go on
         * @description Needs the permission `handover:write`.
         */
        post: operations["resumeChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Runs its release beside the live one on a share of the same units, without effect; 0 ends that
         * @description Needs the permission `handover:write`.
         */
        post: operations["shadowChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/shadow-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in what shadows would have done; kept out of all figures and cases, idempotent by id
         * @description Needs the permission `runs:write`.
         */
        post: operations["sendShadowRuns"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/changes/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Brings back what ran before it, at once
         * @description Needs the permission `handover:write`.
         */
        post: operations["rollBackChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/handovers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where every workflow stands, what holds it, and what of it waits for the reader
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listHandovers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/handover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One handover: stages with their criteria, the next act, duties, waivers, deployed and adopted
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getHandover"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/handover/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every move of the stage, newest first, with the verdicts as they were
         * @description Needs the permission `workflows:read`.
         */
        get: operations["stageHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/handover/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enters the next stage, if every criterion of the present one is met or waived
         * @description Needs the permission `handover:write`.
         */
        post: operations["advanceStage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/handover/back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Goes back to an earlier stage; a rollout beyond what that one allows is lowered with it
         * @description Needs the permission `handover:write`.
         */
        post: operations["goBackStage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/handover/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts the handover on hold: its stage does not move until it is taken up again
         * @description Needs the permission `handover:write`.
         */
        post: operations["holdHandover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/handover/take-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a handover up again that was on hold
         * @description Needs the permission `handover:write`.
         */
        post: operations["takeUpHandover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/handover/retire": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retires a workflow whose AI sees no unit any more
         * @description Needs the permission `handover:write`.
         */
        post: operations["retireWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Acts, documents, money, targets, disagreements and waivers of one workflow
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells something that people did, as evidence
         * @description Needs the permission `handover:write`.
         */
        post: operations["tellAct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/acts/{id}/strike": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Strikes out an act that was told by mistake; it stays readable
         * @description Needs the permission `handover:write`.
         */
        post: operations["strikeAct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/documents/{document}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One document with its sections, signatures and reads
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/documents/{document}/sections/{section}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a section said before, newest first
         * @description Needs the permission `workflows:read`.
         */
        get: operations["sectionVersions"];
        put?: never;
        /**
         * Writes a section; signatures of the document as it was are void from then on
         * @description Needs the permission `handover:write`.
         */
        post: operations["writeSection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/documents/{document}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs a document as it stands, for a duty that the signer holds
         * @description Needs the permission `handover:write`.
         */
        post: operations["signDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/documents/{document}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms that the caller has read a document as it stands
         * @description Needs the permission `handover:write`.
         */
        post: operations["readDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/money": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the lifecycle budget; earlier versions are kept
         * @description Needs the permission `handover:write`.
         */
        post: operations["setMoney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/targets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the target of a measure, or takes it away
         * @description Needs the permission `handover:write`.
         */
        post: operations["setTarget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/disagreements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that people still disagree about ownership, success or what counts as a failure
         * @description Needs the permission `handover:write`.
         */
        post: operations["openDisagreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/disagreements/{id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settles a disagreement, with the words of what was agreed
         * @description Needs the permission `handover:write`.
         */
        post: operations["settleDisagreement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/waivers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Waives a criterion with a reason, until an expiry of at most 90 days
         * @description Needs the permission `handover:write`.
         */
        post: operations["waiveCriterion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/waivers/{id}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a waiver before its expiry
         * @description Needs the permission `handover:write`.
         */
        post: operations["endWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/units": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells which units there were, also those that never come to the AI; the same unit again changes nothing
         * @description Needs the permission `runs:write`.
         */
        post: operations["sendUnits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/outcomes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells what turned out of the AI’s answers, however late; of several of one unit the newest counts
         * @description Needs the permission `runs:write`.
         */
        post: operations["sendOutcomes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/adoption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What share of the decisions a workflow informs, how far units come, and what is lost where
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getAdoption"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/adoption/denominator": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Chooses where it is known from which decisions the workflow was to inform
         * @description Needs the permission `handover:write`.
         */
        post: operations["chooseDenominator"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/adoption/declared": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Declares how many decisions there were in a period; it counts once the business owner has confirmed it
         * @description Needs the permission `handover:write`.
         */
        post: operations["declareUnits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/adoption/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirms a declared figure, as the business owner of the workflow
         * @description Needs the permission `handover:write`.
         */
        post: operations["confirmUnits"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/adoption/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records why somebody says it isn’t used; it is held against what is on record
         * @description Needs the permission `handover:write`.
         */
        post: operations["claimCause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/adoption/least-dwell": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets how long it takes at least to read an answer, of the whole workflow or of a slice
         * @description Needs the permission `handover:write`.
         */
        post: operations["setLeastDwell"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/trust": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * When to act on the output, when to check and when to override it, with the figures that it rests on
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getTrust"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/trust/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stands by the guidance as it was read; it is then shown beside outputs until the release or its words move
         * @description Needs the permission `handover:write`.
         */
        post: operations["confirmGuidance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/trust/enough": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the share of right answers from which on nobody needs to check; for the business owner
         * @description Needs the permission `handover:write`.
         */
        post: operations["setEnough"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/trust/human-first": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets for which share of the units a person answers before she sees the output; for whoever runs or answers for it
         * @description Needs the permission `handover:write`.
         */
        post: operations["setHumanFirst"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/trust/people/{person}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How one person relies on the output; for that person, and for those whom the workspace allows
         * @description Needs the permission `workflows:read`.
         */
        get: operations["personReliance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/cases/{id}/guidance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was confirmed to hold for the unit of a case, by its slices
         * @description Needs the permission `workflows:read`.
         */
        get: operations["caseGuidance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What comes, what waits and what was missed, over all workflows
         * @description Needs the permission `workflows:read`.
         */
        get: operations["reviewBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The reviews of a workflow: what comes, what has come due, with actions, policy changes and launch communication
         * @description Needs the permission `workflows:read`.
         */
        get: operations["reviewCalendar"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/reviews/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets the one date from which reviews are counted; what was due before keeps its day
         * @description Needs the permission `handover:write`.
         */
        post: operations["setReviewStart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One review with its pack, and what was said of it
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getReview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}/markdown": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One review as Markdown, to be kept or sent
         * @description Needs the permission `workflows:read`.
         */
        get: operations["reviewMarkdown"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reviews/{id}/hold": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records a review that was held: attendance, verdict, actions, signed over the hash of its pack
         * @description Needs the permission `handover:write`.
         */
        post: operations["holdReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/review-actions/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that an action was done, or is dropped
         * @description Needs the permission `handover:write`.
         */
        post: operations["closeReviewAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/policy-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records a change of the rules that should update the workflow
         * @description Needs the permission `handover:write`.
         */
        post: operations["tellPolicyChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/policy-changes/{id}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers a policy change: by the release that holds it, or by why none is needed
         * @description Needs the permission `handover:write`.
         */
        post: operations["answerPolicyChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/plans": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lays in a plan from a template: each step becomes an action of whoever holds its duty
         * @description Needs the permission `handover:write`.
         */
        post: operations["layInPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar-feeds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The calendar feeds that the caller has made
         * @description Needs a signed-in person.
         */
        get: operations["listCalendarFeeds"];
        put?: never;
        /**
         * Makes a secret address from which a calendar reads reviews: of the caller, or of one workflow
         * @description Needs a signed-in person.
         */
        post: operations["makeCalendarFeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendar-feeds/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Ends a calendar feed at once
         * @description Needs a signed-in person.
         */
        delete: operations["revokeCalendarFeed"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/calendars/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A calendar (iCalendar, RFC 5545), for whoever has its address
         * @description Open to anybody.
         */
        get: operations["calendarFeed"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/sampling": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Which answers are drawn to be judged, by whom, and what the judged ones say of all
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getSampling"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/sampling/size": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many answers must be judged for a wanted interval, and how many of each part
         * @description Needs the permission `workflows:read`.
         */
        get: operations["samplingSize"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/sampling/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets from which parts answers are drawn to be judged, by whom; the first are drawn at once
         * @description Needs the permission `handover:write`.
         */
        post: operations["setSamplingPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/sampling/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the plan: no more answers are drawn; what was judged stays
         * @description Needs the permission `handover:write`.
         */
        post: operations["endSamplingPlan"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/sampling/next": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The drawn answer to be judged next, with its contents; for the judge of the plan
         * @description Needs the permission `cases:read`.
         */
        get: operations["nextSample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/sampling/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says of a drawn answer whether it is right; gives the next one
         * @description Needs the permission `handover:write`.
         */
        post: operations["judgeSample"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/samples/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Drawn answers that the caller is to judge
         * @description Needs the permission `workflows:read`.
         */
        get: operations["mySamples"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/value": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a workflow costs and brings, from which share on it pays, what was delivered and what arrived
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getValue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/value/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Books what was bound or paid for a phase: an amount, or people’s hours with their rate
         * @description Needs the permission `handover:write`.
         */
        post: operations["bookMoney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/value/strike": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Strikes out an entry that was a mistake; it stays readable and counts no more
         * @description Needs the permission `handover:write`.
         */
        post: operations["strikeMoney"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/value/approval": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks whether running it may cost so much a month; whoever approves the running cost is told
         * @description Needs the permission `handover:write`.
         */
        post: operations["askCost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/value/approval/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approves the running cost until a day, or refuses it with a reason; for whoever holds that duty
         * @description Needs the permission `handover:write`.
         */
        post: operations["answerCost"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/value/hour-rate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what an hour of its people costs; their time over its outputs then counts in its cost
         * @description Needs the permission `handover:write`.
         */
        post: operations["sayHourRate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/costs.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What everything cost in a month, as a table in the shape of FOCUS: calls by workflow, day, release and model, and what people booked
         * @description Needs the permission `workflows:read`.
         */
        get: operations["exportCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/costs.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What one workflow cost in a month, as a table in the shape of FOCUS
         * @description Needs the permission `workflows:read`.
         */
        get: operations["exportWorkflowCosts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/value/worth": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what one influenced decision is worth, from so much to so much; for the business owner
         * @description Needs the permission `handover:write`.
         */
        post: operations["sayDecisionWorth"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the records of a workflow prove: five answers, what delivery means here, and what can’t be known
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The same over all workflows: per answer how many of how many, and those that fall short by what they cost
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getPortfolioAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio/audit/definition": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Writes what delivery means in this organisation; null takes back the text that Dayshift comes with
         * @description Needs the permission `people:write`.
         */
        post: operations["writeDeliveryDefinition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Every initiative in a row: where it stands, whose it is, whether it arrived, what warns early, what it costs
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getPortfolio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio/workflows/{slug}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The row of one workflow, looked at now
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getPortfolioItem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio/workflows/{slug}/unit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says to which unit of the organisation a workflow belongs
         * @description Needs the permission `handover:write`.
         */
        post: operations["setUnit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Registers a workflow that runs already by its blunt questions: sorted, owners named, a runbook draft, a date to look again
         * @description Needs the permission `workflows:write`.
         */
        post: operations["registerWorkflow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio/initiatives": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes rows of a list of initiatives in; the same row again changes nothing
         * @description Needs the permission `handover:write`.
         */
        post: operations["takeInitiatives"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/portfolio/initiatives/{id}/workflow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says which workflow a listed initiative is; null where it is none any more
         * @description Needs the permission `handover:write`.
         */
        post: operations["linkInitiative"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that an output looks wrong; the same person again changes her words
         * @description Needs the permission `cases:write`.
         */
        post: operations["flagRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/{id}/flag-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Signs a short-lived token with which one reporter may flag this run from a page of the host; for API keys
         * @description Needs the permission `runs:write`.
         */
        post: operations["flagToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What people report, and what waits for an answer
         * @description Needs the permission `runs:read`.
         */
        get: operations["listFeedback"];
        put?: never;
        /**
         * Flags the run that a flag token names, or asks what became of the flag; from pages of any origin, without cookies
         * @description Open to anybody.
         */
        post: operations["giveFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All feedback on a workflow: what waits, failure cases, errors that repeat, how far people count on it
         * @description Needs the permission `runs:read`.
         */
        get: operations["feedbackBoard"];
        put?: never;
        /**
         * Tells what somebody says of an output, or of the workflow as a whole: from a host with a key, or for oneself
         * @description Needs the permission `runs:write`.
         */
        post: operations["tellFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feedback/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One report with the run that it speaks of and all that was said
         * @description Needs the permission `runs:read`.
         */
        get: operations["getFeedback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/feedback/{id}/verdict": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answers a report: wrong, right after all, unclear, not about this workflow, or less reliable than it was
         * @description Needs the permission `handover:write`.
         */
        post: operations["judgeFeedback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/feedback/terms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets in how many working days a report is answered
         * @description Needs the permission `handover:write`.
         */
        post: operations["setFeedbackTerms"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/workflows/{slug}/failure-cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives an error a name, guidance, and the corrections that show it
         * @description Needs the permission `handover:write`.
         */
        post: operations["openFailureCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/failure-cases/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One failure case with its examples, its rework and the release that mends it
         * @description Needs the permission `runs:read`.
         */
        get: operations["getFailureCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a failure case: name, guidance, the release that mends it, the corrections that show it
         * @description Needs the permission `handover:write`.
         */
        patch: operations["changeFailureCase"];
        trace?: never;
    };
    "/api/v1/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the workspace tells what needs people, and how each channel does
         * @description Needs the permission `people:read`.
         */
        get: operations["listChannels"];
        put?: never;
        /**
         * Adds a channel; a webhook's signing secret is shown this once
         * @description Needs the permission `people:write`.
         */
        post: operations["addChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a channel; what waits for it is not sent
         * @description Needs the permission `people:write`.
         */
        delete: operations["removeChannel"];
        options?: never;
        head?: never;
        /**
         * Changes what a channel is told and where it leads, pauses it or switches it on
         * @description Needs the permission `people:write`.
         */
        patch: operations["changeChannel"];
        trace?: never;
    };
    "/api/v1/channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a test now and says what came back; by e-mail it goes to whoever asks
         * @description Needs the permission `people:write`.
         */
        post: operations["testChannel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a webhook a new signing secret, shown this once; for a time signatures of both are sent
         * @description Needs the permission `people:write`.
         */
        post: operations["rotateSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was sent on a channel, newest first, with what came back and after how long
         * @description Needs the permission `people:write`.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/channels/{id}/deliveries/{delivery}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends again what was given up
         * @description Needs the permission `people:write`.
         */
        post: operations["sendDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/told": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How I am told, by severity
         * @description Needs a signed-in person.
         */
        get: operations["told"];
        put?: never;
        /**
         * Chooses how I am told of one severity
         * @description Needs a signed-in person.
         */
        post: operations["chooseTold"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * All seams, the dearest first, with what is wrong at each
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listSeams"];
        put?: never;
        /**
         * Puts a seam into the register: two sides and what changes hands
         * @description Needs the permission `handover:write`.
         */
        post: operations["openSeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * One seam: whose job it is, what must cross, what it costs, how far it is in the fix order
         * @description Needs the permission `workflows:read`.
         */
        get: operations["getSeam"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Says what changes hands, how much a week, how often it goes wrong, what a proper fix costs
         * @description Needs the permission `handover:write`.
         */
        patch: operations["changeSeam"];
        trace?: never;
    };
    "/api/v1/seams/{id}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Names who answers for the seam itself, with what she may do; never one of its two sides
         * @description Needs the permission `handover:write`.
         */
        post: operations["setSeamOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seam-nodes/{id}/owner": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Names who answers for a team or a tool
         * @description Needs the permission `handover:write`.
         */
        post: operations["setSideOwner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seam-nodes/{id}/aliases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says by which other names a team or a tool is known
         * @description Needs the permission `handover:write`.
         */
        post: operations["setSideAliases"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/parts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells something of a seam: context, workaround, covering, connection, rule, assessment, answer, …
         * @description Needs the permission `handover:write`.
         */
        post: operations["tellSeamPart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/parts/{part}/end": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends what was told: it holds no more and stays on record
         * @description Needs the permission `handover:write`.
         */
        post: operations["endSeamPart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/close": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a seam out of the register, because there is no handoff any more; what stands on it must be moved first
         * @description Needs the permission `handover:write`.
         */
        post: operations["closeSeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/workflows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says whether a workflow stands on this seam: it can’t leave design while the seam isn’t ready
         * @description Needs the permission `handover:write`.
         */
        post: operations["standOnSeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/contract/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says what a new version of the contract would change, and for whom it breaks something; keeps nothing
         * @description Needs the permission `handover:write`.
         */
        post: operations["previewSeamContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/contract": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes the next version of what must cross, from JSON Schema or an ODCS 3 document; for the seam’s owner
         * @description Needs the permission `handover:write`.
         */
        post: operations["setSeamContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/contract/odcs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The contract as an ODCS 3.1 document, with all that was in the document that it came from
         * @description Needs the permission `workflows:read`.
         */
        get: operations["exportSeamContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/crossings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What crossed, the latest first
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listCrossings"];
        put?: never;
        /**
         * Tells that a unit crosses: accepted, or what is missing and who is told. Also takes CloudEvents 1.0
         * @description Needs the permission `runs:write`.
         */
        post: operations["tellCrossing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/crossings/{crossing}/receipt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whoever receives says whether context was complete; her “no” counts
         * @description Needs the permission `cases:write`.
         */
        post: operations["receiveCrossing"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seams/{id}/signals/{signal}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that what broke is mended, or was noise
         * @description Needs the permission `handover:write`.
         */
        post: operations["resolveSeamSignal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/seam-findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps what was found in an event log: the figures of its pairs, never its events
         * @description Needs the permission `handover:write`.
         */
        post: operations["keepSeamFindings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/traces/sources": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where traces of OpenTelemetry come from (POST /v1/traces), and which workflow each is
         * @description Needs the permission `workflows:read`.
         */
        get: operations["listTraceSources"];
        put?: never;
        /**
         * Says which workflow a source of traces is; those that wait become runs
         * @description Needs the permission `handover:write`.
         */
        post: operations["mapTraceSource"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/runs/scores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in what evaluators or people said of runs; the same word again changes nothing
         * @description Needs the permission `runs:write`.
         */
        post: operations["sendScores"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-in/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Signs a person in; the session comes as an httpOnly cookie */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/auth/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Changes my own password */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/traces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in spans of OpenTelemetry (OTLP/HTTP 1.x); a trace that is quiet becomes a run
         * @description Protobuf or JSON, also with `content-encoding: gzip`; the answer is in the same form. Exporters find it by OTEL_EXPORTER_OTLP_ENDPOINT. Needs the permission `runs:write`.
         */
        post: operations["sendTraces"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: what changed, by topic */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The process lives */
        get: operations["healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Ready for work, or why not */
        get: operations["readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AcceptTransferRequest: {
            /** Format: date-time */
            at: string;
        };
        AddChannelRequest: {
            /** @constant */
            kind: "slack-app";
            token: string;
            signingSecret?: string;
            channel: string;
            name: string;
            severities: ("urgent" | "today" | "note")[];
            tellsChanges?: boolean;
        } | {
            /** @constant */
            kind: "slack-url";
            url: string;
            name: string;
            severities: ("urgent" | "today" | "note")[];
            tellsChanges?: boolean;
        } | {
            /** @constant */
            kind: "webhook";
            url: string;
            name: string;
            severities: ("urgent" | "today" | "note")[];
            tellsChanges?: boolean;
        } | {
            /** @constant */
            kind: "pagerduty";
            routingKey: string;
            name: string;
            severities: ("urgent" | "today" | "note")[];
            tellsChanges?: boolean;
        };
        AddPersonRequest: {
            name: string;
            /** Format: email */
            email: string;
            /** @enum {string} */
            role: "admin" | "member" | "viewer";
            password: string;
        };
        AdoptionFigures: {
            funnel: {
                toInform: number;
                offered: number;
                produced: number;
                seen: number;
                actedOn: number;
                kept: number;
                right: number;
            };
            influence: components["schemas"]["Proportion"];
            unchecked: number;
            automatic: number;
            known: number;
        };
        AdoptionGroup: {
            funnel: {
                toInform: number;
                offered: number;
                produced: number;
                seen: number;
                actedOn: number;
                kept: number;
                right: number;
            };
            influence: components["schemas"]["Proportion"];
            unchecked: number;
            automatic: number;
            known: number;
            name: string;
        };
        AdoptionPage: {
            workflow: {
                slug: string;
                name: string;
                live: boolean;
            };
            sentence: string;
            /** @enum {string} */
            verdict: "met" | "unmet" | "unknown";
            loss: ("not-used" | "not-trusted" | "routed-around") | null;
            workaroundTrap: boolean;
            signs: {
                /** @enum {string} */
                sign: "trails-delivery" | "blamed-on-model";
                sentence: string;
            }[];
            mostLost: {
                /** @enum {string} */
                from: "toInform" | "offered" | "produced" | "seen" | "actedOn" | "kept" | "right";
                /** @enum {string} */
                to: "toInform" | "offered" | "produced" | "seen" | "actedOn" | "kept" | "right";
                n: number;
            } | null;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            denominator: {
                kind: ("feed" | "gate" | "declared") | null;
                chosenAt: string | null;
                chosenBy: components["schemas"]["PersonRef"] | null;
                declared: components["schemas"]["DeclaredUnits"][];
                businessOwner: components["schemas"]["PersonRef"] | null;
                fed: number;
                notInFeed: number;
            };
            figures: components["schemas"]["AdoptionFigures"] | null;
            causes: {
                /** @enum {string} */
                outcome: "not-offered" | "refused-input" | "failed" | "late" | "unseen" | "bypassed" | "not-decided" | "unknown-outcome" | "overridden-though-right" | "overridden-because-wrong" | "unchecked-and-wrong" | "accepted-and-wrong" | "used-after-edit" | "used-and-right";
                name: string;
                /** @enum {string} */
                gap: "handoff" | "model" | "unknown" | "none";
                share: components["schemas"]["Proportion"];
            }[];
            notOffered: {
                reason: string | null;
                n: number;
            }[];
            gaps: {
                handoff: components["schemas"]["Proportion"];
                model: components["schemas"]["Proportion"];
                unknown: components["schemas"]["Proportion"];
                none: components["schemas"]["Proportion"];
            } | null;
            spans: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                declared: number | null;
                seenUnits: number;
                figures: components["schemas"]["AdoptionFigures"] | null;
            }[];
            marks: {
                /** Format: date-time */
                at: string;
                label: string;
            }[];
            releases: components["schemas"]["AdoptionGroup"][];
            teams: components["schemas"]["AdoptionGroup"][];
            hiddenTeams: number;
            whyHidden?: string | null;
            slices: {
                funnel: {
                    toInform: number;
                    offered: number;
                    produced: number;
                    seen: number;
                    actedOn: number;
                    kept: number;
                    right: number;
                };
                influence: components["schemas"]["Proportion"];
                unchecked: number;
                automatic: number;
                known: number;
                name: string;
                slice: string;
            }[];
            utilisation: {
                people: number;
                opened: number;
            };
            costs: {
                currency: string;
                amount: string;
                perInfluenced: string | null;
            }[];
            accuracy: components["schemas"]["Proportion"];
            leastDwell: {
                seconds: number;
                slices: {
                    slice: string;
                    label: string;
                    seconds: number;
                }[];
            };
            claims: components["schemas"]["ClaimedCause"][];
            lessons: {
                workflow: string;
                workflowName: string;
                /** Format: date-time */
                at: string;
                words: string;
                sentence: string;
            }[];
        };
        AdvanceRequest: {
            /** @enum {string} */
            from: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
        };
        Alert: {
            /** Format: uuid */
            id: string;
            on: components["schemas"]["AlertOn"];
            signal: string;
            slice: {
                name: string;
                label: string;
            } | null;
            /** @enum {string} */
            class: "outage" | "bad-output" | "unattended";
            /** @enum {string} */
            severity: "urgent" | "today" | "note";
            /** @enum {string} */
            state: "open" | "acknowledged" | "snoozed" | "calm" | "resolved";
            sentence: string;
            next: string;
            runbookSection: string | null;
            since: string | null;
            candidates: components["schemas"]["AlertCandidate"][];
            link: string;
            /** Format: date-time */
            openedAt: string;
            /** Format: date-time */
            lastSeenAt: string;
            seen: number;
            /** Format: uuid */
            group: string;
            pages: boolean;
            owner: components["schemas"]["PersonRef"] | null;
            ownerDuty: string | null;
            ownerSentence: string;
            orphaned: boolean;
            isMine: boolean;
            acknowledged: {
                by: components["schemas"]["PersonRef"];
                /** Format: date-time */
                at: string;
            } | null;
            snoozedUntil: string | null;
            heldUntil: string | null;
            unansweredSince: string | null;
            calmSince: string | null;
            withBuilder: boolean;
            resolved: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"] | null;
                verdict: ("useful" | "noise") | null;
                note: string;
            } | null;
        };
        AlertCandidate: {
            /** @enum {string} */
            kind: "change" | "release" | "model" | "upstream" | "calendar";
            id: string | null;
            label: string;
            /** Format: date-time */
            at: string;
        };
        AlertDetail: {
            alert: components["schemas"]["Alert"];
            evidence: unknown;
            timeline: components["schemas"]["AlertEvent"][];
            group: components["schemas"]["Alert"][];
            steps: components["schemas"]["AlertStep"][];
            examples: components["schemas"]["AlertExample"][];
            suggested: components["schemas"]["AlertExample"][];
            wide: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                units: number;
                automatic: number;
                failed: number;
                overridden: number;
                edited: number;
                flagged: number;
                sentence: string;
            } | null;
            isPaused: boolean;
            builder: components["schemas"]["PersonRef"] | null;
            informs: components["schemas"]["PersonRef"] | null;
            backup: components["schemas"]["PersonRef"] | null;
            maintenance: {
                /** Format: date-time */
                until: string;
                reason: string;
            } | null;
            mayAct: boolean;
        };
        AlertEvent: {
            /** Format: date-time */
            at: string;
            act: string;
            by: components["schemas"]["PersonRef"] | null;
            person: components["schemas"]["PersonRef"] | null;
            sentence: string;
            ways: {
                channel: {
                    /** Format: uuid */
                    id: string;
                    name: string;
                };
                to: components["schemas"]["PersonRef"] | null;
                /** @enum {string} */
                state: "waiting" | "delivered" | "dead" | "dropped";
                sentence: string;
            }[];
            reached: boolean | null;
        };
        AlertExample: {
            /** Format: uuid */
            runId: string;
            unitKey: string;
            /** Format: date-time */
            at: string;
            why: string;
        };
        AlertOn: {
            /** @constant */
            kind: "workflow";
            slug: string;
            name: string;
        } | {
            /** @constant */
            kind: "seam";
            /** Format: uuid */
            id: string;
            name: string;
        };
        AlertPage: {
            items: components["schemas"]["Alert"][];
            next: string | null;
            counts: {
                open: number;
                mine: number;
                unanswered: number;
                calm: number;
            };
        };
        AlertPrecision: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            items: {
                workflow: {
                    slug: string;
                    name: string;
                };
                raised: number;
                told: number;
                useful: components["schemas"]["Proportion"];
                ignored: components["schemas"]["Proportion"];
                isIgnored: boolean;
                medianAnswerMinutes: number | null;
                sentence: string;
            }[];
        };
        AlertSettings: {
            acknowledgeMinutes: {
                urgent: number;
                today: number;
            };
            quiet: components["schemas"]["QuietHours"] | null;
            noiseLimit: number;
            heartbeat: {
                host: string;
                everyMinutes: number;
                sentAt: string | null;
                failure: string | null;
            } | null;
            mine: {
                own: boolean;
                hours: components["schemas"]["QuietHours"] | null;
            };
            mayChange: boolean;
        };
        AlertSettingsRequest: {
            acknowledgeMinutes: {
                urgent: number;
                today: number;
            };
            quiet: components["schemas"]["QuietHoursInput"] | null;
            noiseLimit: number;
            heartbeat?: {
                url: string;
                everyMinutes: number;
            } | null;
        };
        AlertStep: {
            /** @enum {string} */
            step: "pause" | "examples" | "how-wide" | "to-builder" | "first-responder" | "backup" | "informed" | "spoken" | "mend-seam";
            name: string;
            done: boolean;
            sentence: string;
        };
        AlertStepRequest: {
            /** @constant */
            step: "pause";
            reason: string;
        } | {
            /** @constant */
            step: "leave-running";
            note: string;
        } | {
            /** @constant */
            step: "examples";
            runIds: string[];
            /** @default  */
            note: string;
        } | {
            /** @constant */
            step: "how-wide";
        } | {
            /** @constant */
            step: "to-builder";
            /** @default  */
            note: string;
        } | {
            /** @constant */
            step: "informed";
            note: string;
        } | {
            /** @constant */
            step: "spoken";
            note: string;
        };
        Amount: {
            amount: string;
            currency: string;
        };
        AnswerCostRequest: {
            /** @constant */
            verdict: "approved";
            /** Format: uuid */
            request: string;
            /** Format: date */
            until: string;
            reason: string;
        } | {
            /** @constant */
            verdict: "refused";
            /** Format: uuid */
            request: string;
            reason: string;
        };
        ApiKey: {
            id: string;
            name: string;
            start: string;
            scopes: ("runs:write" | "runs:read" | "gate:read" | "cases:write" | "workflows:write" | "ledger:read")[];
            /** Format: date-time */
            createdAt: string;
            lastUsedAt: string | null;
            expiresAt: string | null;
        };
        ApiKeyList: {
            items: components["schemas"]["ApiKey"][];
        };
        ApproveChangeRequest: {
            contentHash: string;
        };
        Approvers: {
            workflow: string;
            playbook: string;
            classes: {
                /** @enum {string} */
                changeClass: "wording" | "substantial" | "first" | "expansion";
                means: string;
                approvers: {
                    /** @enum {string} */
                    duty: "change-owner" | "daily-care" | "business-owner";
                    dutyName: string;
                    person: components["schemas"]["PersonRef"] | null;
                }[];
                sentence: string;
            }[];
        };
        AskCostRequest: {
            amount: string & (unknown & unknown);
            currency: string;
            why: string;
        };
        AssignDutiesRequest: {
            duties: {
                duty: string;
                person: string | null;
            }[];
            /** @default  */
            reason: string;
        };
        AssignDutyRequest: {
            person: string | null;
            holder?: string | null;
            /** @default  */
            reason: string;
        };
        AuditAnswer: {
            question: string;
            /** @enum {string} */
            verdict: "met" | "unmet" | "unknown";
            sentence: string;
            findings: string[];
            next: string[];
        };
        AuditReport: {
            runs: number;
            units: number;
            sentence: string;
            proven: {
                from: string | null;
                to: string | null;
                failed: components["schemas"]["Proportion"] | null;
                right: components["schemas"]["Proportion"] | null;
                influenced: components["schemas"]["Proportion"] | null;
                decisions: {
                    accepted: number;
                    edited: number;
                    overridden: number;
                    ignored: number;
                    escalated: number;
                    bypass: number;
                } | null;
                calls: number;
                tokens: number;
                costs: {
                    amount: string;
                    currency: string;
                }[];
                unpriced: number;
                models: {
                    name: string;
                    calls: number;
                }[];
                releases: number;
                scores: {
                    name: string;
                    n: number;
                    mean: number | null;
                }[];
            };
            unknowable: components["schemas"]["Unknowable"][];
            consistency: {
                tasks: number;
                trials: number;
                passAtAll: number[];
            };
            handovers: {
                made: number | null;
                due: number | null;
                hit: number | null;
                missed: number | null;
                extra: number | null;
            };
            answers: components["schemas"]["AuditAnswer"][];
            definition: {
                text: string;
                written: {
                    /** Format: date-time */
                    at: string;
                    by: components["schemas"]["PersonRef"];
                } | null;
                parts: {
                    part: string;
                    /** @enum {string} */
                    verdict: "met" | "unmet" | "unknown";
                    because: string;
                }[];
            };
        };
        Baseline: {
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            source: "hand" | "pilot" | "readiness" | "first-runs" | "early-support";
            /** @enum {string} */
            dataKind: "live" | "historical" | "curated";
            release: {
                hash: string;
                name: string;
            } | null;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            runs: number;
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["PersonRef"];
            counts: boolean;
        };
        CalendarFeed: {
            /** Format: uuid */
            id: string;
            workflow: {
                slug: string;
                name: string;
            } | null;
            /** Format: date-time */
            madeAt: string;
        };
        CalendarFeedList: {
            items: components["schemas"]["CalendarFeed"][];
        };
        Card: {
            lines: {
                label: string;
                text: string;
            }[];
        };
        CareState: {
            /** @enum {string} */
            with: "builders" | "operators" | "nobody";
            /** @enum {string} */
            pile: "changing" | "stable";
            sentence: string;
            lookAgain: string | null;
            question: string | null;
        };
        Case: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "review" | "exception" | "failure" | "qa-sample";
            /** @enum {string} */
            state: "waiting" | "claimed" | "completed" | "handed-over" | "rerun";
            /** @enum {string} */
            priority: "urgent" | "high" | "normal" | "low";
            workflow: string;
            workflowName: string;
            unitKey: string;
            /** Format: uuid */
            runId: string;
            /** @enum {string} */
            route: "automatic" | "review" | "human" | "existing-process";
            reason: components["schemas"]["Reason"];
            /** Format: date-time */
            openedAt: string;
            /** Format: date-time */
            dueAt: string;
            /** Format: date-time */
            expiresAt: string;
            overdue: boolean;
            claimedBy: components["schemas"]["PersonRef"] | null;
            leaseUntil: string | null;
            assignedTo: components["schemas"]["PersonRef"] | null;
            backupSince: string | null;
            rerunWaiting: boolean;
            excerpt: string | null;
            drill?: {
                /** Format: uuid */
                id: string;
                wrongOnPurpose: boolean;
            } | null;
        };
        CaseDetail: {
            case: components["schemas"]["Case"];
            release: {
                hash: string;
                name: string;
            } | null;
            contents: {
                /** @enum {string} */
                state: "kept" | "not-captured" | "erased" | "expired";
                input?: unknown;
                output?: unknown;
            };
            correctedInput?: unknown;
            inputSchema: unknown;
            outputSchema: unknown;
            confidence: number | null;
            guidance: {
                title: string;
                text: string;
            }[];
            events: components["schemas"]["CaseEvent"][];
            decisions: components["schemas"]["Decision"][];
            flags: components["schemas"]["Flag"][];
            ownAnswer?: {
                isAsked: boolean;
                field: string;
                answer?: unknown;
                answeredAt: string | null;
            };
        };
        CaseEvent: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
            act: string;
            note: string | null;
            draft?: unknown;
            final?: unknown;
        };
        CaseGuidance: {
            lines: {
                /** @enum {string} */
                kind: "act" | "check" | "override" | "seems-wrong";
                text: string;
            }[];
            confirmedBy: components["schemas"]["PersonRef"] | null;
            confirmedAt: string | null;
            failures: {
                /** Format: uuid */
                id: string;
                name: string;
                guidance: string;
            }[];
        };
        CasePage: {
            items: components["schemas"]["Case"][];
            next: string | null;
            counts: {
                open: number;
                mine: number;
                overdue: number;
            };
        };
        ChangeActState: {
            /** @enum {string} */
            act: "approve" | "not-yet" | "lift" | "withdraw" | "edit" | "start" | "step" | "hold" | "resume" | "roll-back" | "shadow";
            may: boolean;
            why: string | null;
            who: components["schemas"]["PersonRef"][];
        };
        ChangeChannelRequest: {
            name?: string;
            severities?: ("urgent" | "today" | "note")[];
            tellsChanges?: boolean;
            /** @enum {string} */
            state?: "active" | "paused";
            token?: string;
            signingSecret?: string;
            channel?: string;
            url?: string;
            routingKey?: string;
        };
        ChangeDetail: {
            /** Format: uuid */
            id: string;
            workflow: string;
            workflowName: string;
            /** @enum {string} */
            kind: "release" | "share";
            title: string;
            /** @enum {string} */
            state: "proposed" | "approved" | "rolling-out" | "live" | "rolled-back" | "withdrawn" | "expired";
            /** @enum {string} */
            changeClass: "wording" | "substantial" | "first" | "expansion";
            /** @enum {string} */
            changeType: "edit" | "prompt-update" | "model-swap" | "rollback";
            touches: ("release" | "name" | "wording" | "prompt" | "runbook" | "cases" | "slices" | "scope" | "narrowing" | "model" | "tools" | "schema" | "rules" | "routing" | "limits" | "call" | "data" | "metrics" | "pilot" | "rollout")[];
            proposedBy: components["schemas"]["PersonRef"];
            /** Format: date-time */
            proposedAt: string;
            percent: number | null;
            liveAt: string | null;
            completedAt: string | null;
            endedAt: string | null;
            endReason: string | null;
            runsNow: boolean;
            waitsFor: string | null;
            waitsForPeople: components["schemas"]["PersonRef"][];
            why: string;
            classWhy: string;
            contentHash: string;
            release: components["schemas"]["ReleaseRef"] | null;
            base: {
                release: components["schemas"]["ReleaseRef"] | null;
                percent: number;
            };
            baseIsLive: boolean;
            toPercent: number | null;
            pace: components["schemas"]["ChangePace"];
            diff: components["schemas"]["ChangeDiffEntry"][];
            approvals: components["schemas"]["DutyApproval"][];
            notYets: components["schemas"]["NotYet"][];
            startRefusal: string | null;
            warnings: string[];
            steps: components["schemas"]["RolloutStep"][];
            conditions: components["schemas"]["RolloutCondition"][];
            met: number | null;
            held: {
                by: components["schemas"]["PersonRef"];
                reason: string;
                /** Format: date-time */
                at: string;
            } | null;
            acts: components["schemas"]["ChangeActState"][];
            rollBackEffect: string | null;
            shadow: components["schemas"]["ShadowState"] | null;
            unitsADay: number;
            events: components["schemas"]["ChangeEvent"][];
        };
        ChangeDiffEntry: {
            path: string;
            label: string;
            part: string;
            /** @enum {string} */
            form: "text" | "value";
            before: string | null;
            after: string | null;
        };
        ChangeEffect: {
            before: {
                release: string | null;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                n: number;
            };
            after: {
                release: string | null;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                n: number;
            };
            measures: {
                measure: string;
                name: string;
                /** @enum {string} */
                unit: "%" | "ms" | "money" | "tokens";
                before: components["schemas"]["Measured"];
                after: components["schemas"]["Measured"];
                /** @enum {string} */
                verdict: "better" | "worse" | "no-clear-difference" | "unknown";
                sentence: string;
            }[];
            currency: string | null;
            sentence: string;
        };
        ChangeEvent: {
            /** Format: date-time */
            at: string;
            by: {
                /** @enum {string} */
                kind: "person" | "key" | "rule";
                id: string;
                name: string;
            };
            act: string;
            sentence: string;
        };
        ChangeFailureCaseRequest: {
            name?: string;
            guidance?: string;
            fixedIn?: string | null;
            addCorrections?: string[];
        };
        ChangeList: {
            items: components["schemas"]["ChangeSummary"][];
            next: string | null;
        };
        ChangePace: {
            hours: number;
            units: number;
        };
        ChangePersonRequest: {
            /** @enum {string} */
            role?: "admin" | "member" | "viewer";
            active?: boolean;
            vendor?: boolean;
        };
        ChangeProposed: {
            change: components["schemas"]["ChangeDetail"] | null;
            created: boolean;
            message: string;
            warnings: components["schemas"]["Diagnostic"][];
        };
        ChangeReason: {
            reason: string;
        };
        ChangeSeamRequest: {
            what?: string;
            volumePerWeek?: number | null;
            errorShare?: number | null;
            fixCost?: string | null;
            currency?: string;
        };
        ChangeSummary: {
            /** Format: uuid */
            id: string;
            workflow: string;
            workflowName: string;
            /** @enum {string} */
            kind: "release" | "share";
            title: string;
            /** @enum {string} */
            state: "proposed" | "approved" | "rolling-out" | "live" | "rolled-back" | "withdrawn" | "expired";
            /** @enum {string} */
            changeClass: "wording" | "substantial" | "first" | "expansion";
            /** @enum {string} */
            changeType: "edit" | "prompt-update" | "model-swap" | "rollback";
            touches: ("release" | "name" | "wording" | "prompt" | "runbook" | "cases" | "slices" | "scope" | "narrowing" | "model" | "tools" | "schema" | "rules" | "routing" | "limits" | "call" | "data" | "metrics" | "pilot" | "rollout")[];
            proposedBy: components["schemas"]["PersonRef"];
            /** Format: date-time */
            proposedAt: string;
            percent: number | null;
            liveAt: string | null;
            completedAt: string | null;
            endedAt: string | null;
            endReason: string | null;
            runsNow: boolean;
            waitsFor: string | null;
            waitsForPeople: components["schemas"]["PersonRef"][];
        };
        Channel: {
            /** Format: uuid */
            id: string;
            kind: components["schemas"]["ChannelKind"];
            name: string;
            place: string;
            severities: ("urgent" | "today" | "note")[];
            tellsChanges: boolean;
            /** @enum {string} */
            state: "active" | "paused" | "off";
            buttons: boolean;
            previousSecretUntil: string | null;
            health: components["schemas"]["ChannelHealth"];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
        };
        ChannelAdded: {
            channel: components["schemas"]["Channel"];
            secret: string | null;
        };
        ChannelHealth: {
            lastSuccessAt: string | null;
            failingSince: string | null;
            failures: number;
            retryAt: string | null;
            lastFailureAt: string | null;
            lastFailure: string | null;
            waiting: number;
            dead: number;
            delivered: number;
        };
        /** @enum {string} */
        ChannelKind: "email" | "slack-app" | "slack-url" | "webhook" | "pagerduty";
        ChannelList: {
            items: components["schemas"]["Channel"][];
            mail: {
                host: string;
                from: string;
            } | null;
            slackActionsUrl: string;
        };
        CheckDayRequest: {
            logsChecked: boolean;
            exceptionsReviewed: boolean;
            rough: string;
        };
        ChoosePlaybookRequest: {
            id: string;
            reason: string;
        };
        ChooseTold: {
            /** @enum {string} */
            severity: "urgent" | "today" | "note";
            ways: ("email" | "slack")[];
        };
        Claim: {
            /** Format: uuid */
            caseId: string;
            token: number;
            /** Format: date-time */
            leaseUntil: string;
        };
        ClaimCauseRequest: {
            /** @enum {string} */
            cause: "accuracy" | "format" | "wrong-problem" | "other";
            words: string;
            needed?: number | null;
        };
        ClaimHeld: {
            token: number;
        };
        ClaimedCause: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            cause: "accuracy" | "format" | "wrong-problem" | "other";
            words: string;
            needed: number | null;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
            /** @enum {string} */
            verdict: "for" | "against" | "unknown";
            sentence: string;
            inversion: boolean;
            whenClaimed: {
                /** @enum {string} */
                verdict: "for" | "against" | "unknown";
                sentence: string;
                inversion: boolean;
            };
        };
        CloseActionRequest: {
            /** @enum {string} */
            outcome: "done" | "dropped";
            /** @default  */
            words: string;
        };
        CloseDrillRequest: {
            /** @default  */
            notes: string;
        };
        CloseSupportRequest: {
            /** @enum {string} */
            verdict: "settled" | "one-more-pass";
            /** @default  */
            note: string;
        };
        Comparison: {
            sentence: string;
            reference: {
                name: string;
                dataKind: ("live" | "historical" | "curated") | null;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                runs: number;
            };
            current: {
                name: string;
                dataKind: ("live" | "historical" | "curated") | null;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                runs: number;
            };
            differences: components["schemas"]["WindowDifference"][];
            unmeasured: {
                pointer: string;
                why: string;
            }[];
        };
        ComputedState: {
            /** @enum {string} */
            verdict: "met" | "unmet" | "unknown";
            sentence: string;
            checks: {
                id: string;
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
            }[];
        };
        ConfirmGuidanceRequest: {
            release: string;
            contentHash: string;
        };
        ConfirmRunbookRequest: {
            release: string;
            contentHash: string;
            /** Format: date */
            reviewBy: string;
        };
        ConfirmUnitsRequest: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            n: number;
        };
        ContractDiff: {
            changes: {
                path: string;
                kind: string;
                sentence: string;
                breaksFor: ("sender" | "receiver")[];
            }[];
            breaking: boolean;
            breaksFor: ("sender" | "receiver")[];
        };
        ContractPreview: {
            version: number;
            schema: unknown;
            notChecked: string[];
            diff: components["schemas"]["ContractDiff"] | null;
        };
        CorrectRequest: {
            token: number;
            input: unknown;
            /** @default  */
            note: string;
        };
        CorrectedField: {
            path: string;
            /** @enum {string} */
            kind: "skipped" | "removed" | "changed" | "reworded";
            from: unknown | null;
            to: unknown | null;
        };
        CostList: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            items: {
                workflow: string;
                /** Format: date */
                day: string;
                calls: number;
                amount: string | null;
                currency: string | null;
                model: string | null;
                release: string | null;
                inputTokens: number;
                outputTokens: number;
            }[];
            shadows: {
                workflow: string;
                /** Format: date */
                day: string;
                calls: number;
                amount: string | null;
                currency: string | null;
            }[];
        };
        CreateBaselineRequest: {
            name: string;
            /** @enum {string} */
            source: "hand" | "pilot" | "readiness";
            /**
             * @default live
             * @enum {string}
             */
            dataKind: "live" | "historical" | "curated";
            release?: string | null;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
        };
        CreateKeyRequest: {
            name: string;
            scopes: ("runs:write" | "runs:read" | "gate:read" | "cases:write" | "workflows:write" | "ledger:read")[];
            expiresInDays?: number | null;
        };
        CreatedKey: {
            key: components["schemas"]["ApiKey"];
            secret: string;
        };
        Criterion: {
            id: string;
            name: string;
            evaluator: string;
            params: {
                [key: string]: string | number | boolean | string[];
            };
            /** @enum {string} */
            gate: "hard" | "normal";
            who: string[];
            requirements: string[];
        };
        CriterionState: {
            id: string;
            name: string;
            /** @enum {string} */
            gate: "hard" | "normal";
            /** @enum {string} */
            verdict: "met" | "unmet" | "unknown";
            sentence: string;
            evidence: {
                text: string;
                at: string | null;
                ref: string | null;
            }[];
            missing: string[];
            who: components["schemas"]["DutyHolder"][];
            warnings: string[];
            asOf: string | null;
            waiver: {
                by: string;
                reason: string;
                /** Format: date-time */
                expiresAt: string;
            } | null;
            evaluator: string;
            params: {
                [key: string]: string | number | boolean | string[];
            };
            requirements: string[];
        };
        Crossing: {
            /** Format: uuid */
            id: string;
            key: string;
            unitKey: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            via: "rest" | "cloudevents";
            contractVersion: number | null;
            accepted: boolean;
            faults: {
                path: string;
                message: string;
                keyword: string;
            }[];
            receipt: {
                complete: boolean;
                lacking: string;
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
            } | null;
        };
        CrossingAnswer: {
            /** Format: uuid */
            id: string;
            accepted: boolean;
            duplicate: boolean;
            faults: {
                path: string;
                message: string;
                keyword: string;
            }[];
            sentence: string;
            told: components["schemas"]["PersonRef"][];
        };
        CrossingPage: {
            items: components["schemas"]["Crossing"][];
            next: string | null;
        };
        CrossingReceiptRequest: {
            complete: boolean;
            /** @default  */
            lacking: string;
        };
        CrossingRequest: {
            [key: string]: unknown;
        };
        DecideRequest: {
            /** @constant */
            kind: "accepted";
            token: number;
            /** Format: date-time */
            shownAt: string;
        } | {
            /** @constant */
            kind: "edited";
            token: number;
            /** Format: date-time */
            shownAt: string;
            finalOutput: unknown;
            reason?: string;
        } | {
            /** @constant */
            kind: "overridden";
            token: number;
            /** Format: date-time */
            shownAt: string;
            reason: string;
            finalOutput?: unknown;
        } | {
            /** @constant */
            kind: "ignored";
            token: number;
            /** Format: date-time */
            shownAt: string;
            reason: string;
        } | {
            /** @constant */
            kind: "escalated";
            token: number;
            /** Format: date-time */
            shownAt: string;
            reason: string;
            to?: string;
        };
        Decision: {
            /** Format: uuid */
            id: string;
            runId: string | null;
            caseId: string | null;
            /** @enum {string} */
            kind: "accepted" | "edited" | "overridden" | "ignored" | "escalated" | "bypass";
            by: components["schemas"]["PersonRef"];
            reason: string | null;
            shownAt: string | null;
            /** Format: date-time */
            decidedAt: string;
        };
        DecisionRequest: {
            /** Format: uuid */
            id: string;
            runId?: string | null;
            workflow: string;
            unitKey: string;
            /** @enum {string} */
            kind: "accepted" | "edited" | "overridden" | "ignored" | "escalated" | "bypass";
            by: string;
            reason?: string | null;
            shownAt?: string | null;
            /** Format: date-time */
            decidedAt: string;
            finalOutput?: unknown;
            ownAnswer?: {
                answer: unknown;
                /** Format: date-time */
                answeredAt: string;
            } | null;
        };
        DecisionWorthRequest: {
            currency: string;
            low: string;
            high: string;
            basis: string;
        };
        DeclareUnitsRequest: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            n: number;
            source: string;
        };
        DeclaredUnits: {
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            n: number;
            source: string;
            /** Format: date-time */
            declaredAt: string;
            declaredBy: components["schemas"]["PersonRef"];
            confirmedAt: string | null;
            confirmedBy: components["schemas"]["PersonRef"] | null;
        };
        Delivery: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "message" | "change" | "test" | "update" | "reply";
            to: components["schemas"]["PersonRef"] | null;
            subject: string;
            /** @enum {string} */
            state: "waiting" | "delivered" | "dead" | "dropped";
            /** Format: date-time */
            at: string;
            endedAt: string | null;
            nextAt: string | null;
            attempts: number;
            lastStatus: number | null;
            lastError: string | null;
            lastMs: number | null;
            tries: components["schemas"]["DeliveryAttempt"][];
        };
        DeliveryAttempt: {
            /** Format: date-time */
            at: string;
            ms: number;
            status: number | null;
            error: string | null;
        };
        DeliveryDefinition: {
            text: string;
            written: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
            } | null;
        };
        DeliveryDefinitionRequest: {
            text: string | null;
        };
        DeliveryPage: {
            items: components["schemas"]["Delivery"][];
            next: string | null;
        };
        DenominatorRequest: {
            /** @enum {string} */
            kind: "feed" | "gate" | "declared";
        };
        Diagnostic: {
            code: string;
            message: string;
            line: number | null;
            column: number | null;
            path: string;
        };
        Disagreement: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            about: "ownership" | "success" | "failure";
            text: string;
            /** Format: date-time */
            openedAt: string;
            openedBy: components["schemas"]["PersonRef"];
            settled: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                words: string;
            } | null;
        };
        DocumentDetail: {
            document: string;
            name: string;
            purpose: string;
            exposure: string | null;
            hash: string | null;
            changedAt: string | null;
            sections: {
                id: string;
                name: string;
                hint: string;
                text: string;
                author: components["schemas"]["PersonRef"] | null;
                at: string | null;
                versions: number;
            }[];
            signatures: {
                person: components["schemas"]["PersonRef"];
                duty: string;
                dutyName: string;
                hash: string;
                /** Format: date-time */
                at: string;
                void: string | null;
            }[];
            toSign: components["schemas"]["DutyHolder"][];
            reads: {
                person: components["schemas"]["PersonRef"];
                hash: string;
                /** Format: date-time */
                at: string;
                present: boolean;
            }[];
            toRead: components["schemas"]["DutyHolder"][];
        };
        DocumentSummary: {
            document: string;
            name: string;
            purpose: string;
            sections: number;
            filled: number;
            changedAt: string | null;
            signed: number;
            toSign: number;
            mine: string[];
        };
        Drill: {
            /** Format: uuid */
            id: string;
            workflow: string;
            workflowName: string;
            /** @enum {string} */
            kind: "practice" | "operator-day" | "forced-failure" | "target-check";
            /** @enum {string} */
            state: "planned" | "running" | "closed" | "called-off";
            verdict: ("passed" | "messy" | "inconclusive") | null;
            sentence: string;
            findings: string[];
            person: components["schemas"]["PersonRef"] | null;
            /** Format: date-time */
            plannedAt: string;
            plannedBy: components["schemas"]["PersonRef"];
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            closedAt: string | null;
            closedBy: components["schemas"]["PersonRef"] | null;
            isQuiz: boolean;
        };
        DrillDetail: {
            /** Format: uuid */
            id: string;
            workflow: string;
            workflowName: string;
            /** @enum {string} */
            kind: "practice" | "operator-day" | "forced-failure" | "target-check";
            /** @enum {string} */
            state: "planned" | "running" | "closed" | "called-off";
            verdict: ("passed" | "messy" | "inconclusive") | null;
            sentence: string;
            findings: string[];
            person: components["schemas"]["PersonRef"] | null;
            /** Format: date-time */
            plannedAt: string;
            plannedBy: components["schemas"]["PersonRef"];
            /** Format: date-time */
            startsAt: string;
            /** Format: date-time */
            endsAt: string;
            closedAt: string | null;
            closedBy: components["schemas"]["PersonRef"] | null;
            isQuiz: boolean;
            notes: string;
            practice: components["schemas"]["PracticeReport"] | null;
            operatorDay: components["schemas"]["OperatorDayReport"] | null;
            failure: components["schemas"]["FailureReport"] | null;
            targets: components["schemas"]["TargetReport"] | null;
            history: {
                /** Format: date-time */
                at: string;
                by: string;
                act: string;
                note: string | null;
            }[];
        };
        DrillList: {
            workflow: {
                slug: string;
                name: string;
            };
            items: components["schemas"]["Drill"][];
            rights: {
                practice: components["schemas"]["DrillRight"];
                "operator-day": components["schemas"]["DrillRight"];
                "forced-failure": components["schemas"]["DrillRight"];
                "target-check": components["schemas"]["DrillRight"];
            };
            unitsPerHour: number;
            people: components["schemas"]["PersonRef"][];
            operator: components["schemas"]["PersonRef"] | null;
            pastCases: number;
        };
        DrillRequest: {
            /** @constant */
            kind: "practice";
            person?: string;
            /** @default 10 */
            size: number;
            passAt?: number;
            must?: ("rerun" | "correct-input" | "reassign" | "spot-wrong" | "review-output" | "escalate")[];
            quiz?: boolean;
        } | {
            /** @constant */
            kind: "operator-day";
            /** Format: date */
            date: string;
            zone: string;
            person?: string;
            minimumUnits?: number;
        } | {
            /** @constant */
            kind: "forced-failure";
            /** @enum {string} */
            fault: "error" | "timeout" | "malformed" | "wrong" | "slow" | "cost-spike";
            percent?: number;
            unitKeys?: string[];
            minutes: number;
            /** Format: date-time */
            startsAt?: string;
            slowMs?: number;
            factor?: number;
            output?: unknown;
            noticeWithinMinutes?: number;
        } | {
            /** @constant */
            kind: "target-check";
            windowDays?: number;
        };
        DrillRight: {
            may: boolean;
            why: string | null;
        };
        Duty: {
            id: string;
            name: string;
            does: string;
            layer: ("performance" | "infrastructure") | null;
            vendorMayHold: boolean;
            movesAtTransfer: boolean;
            requiredFrom: ("design" | "pilot" | "readiness" | "transfer" | "launch" | "operation") | null;
            required: boolean;
            holder: components["schemas"]["PersonRef"] | null;
            since: string | null;
            problems: components["schemas"]["DutyProblem"][];
            before: components["schemas"]["PastHold"][];
            mayAssign: boolean;
            whoMayAssign: components["schemas"]["PersonRef"][];
        };
        DutyApproval: {
            /** @enum {string} */
            duty: "change-owner" | "daily-care" | "business-owner";
            dutyName: string;
            person: components["schemas"]["PersonRef"] | null;
            /** @enum {string} */
            state: "given" | "proposed-it" | "needed" | "void" | "expired" | "nobody" | "own";
            at: string | null;
            expiresAt: string | null;
            own: boolean;
            why: string | null;
        };
        DutyAt: {
            duty: {
                id: string;
                name: string;
            };
            /** Format: date-time */
            at: string;
            person: components["schemas"]["PersonRef"] | null;
            since: string | null;
            until: string | null;
            sentence: string;
        };
        DutyHolder: {
            duty: string;
            dutyName: string;
            person: components["schemas"]["PersonRef"] | null;
        };
        DutyProblem: {
            /** @enum {string} */
            kind: "unfilled" | "orphaned" | "doubled" | "inactive" | "vendor" | "combination" | "layers";
            /** @enum {string} */
            severity: "error" | "warning";
            duties: string[];
            sentence: string;
        };
        DutyState: {
            duty: string;
            name: string;
            does: string;
            person: components["schemas"]["PersonRef"] | null;
            since: string | null;
            problem: string | null;
        };
        DutyTable: {
            workflow: components["schemas"]["WorkflowRef"];
            playbook: {
                id: string;
                name: string;
                onePersonMayHoldBoth: boolean;
            };
            /** @enum {string} */
            stage: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
            watch: components["schemas"]["Watch"];
            items: components["schemas"]["Duty"][];
            problems: components["schemas"]["DutyProblem"][];
        };
        EarlySupport: {
            pass: number;
            days: {
                day: number;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                until: string;
                /** @enum {string} */
                state: "done" | "open" | "missed" | "ahead";
                check: {
                    logsChecked: boolean;
                    exceptionsReviewed: boolean;
                    rough: string;
                    by: components["schemas"]["PersonRef"];
                    /** Format: date-time */
                    at: string;
                } | null;
            }[];
            /** Format: date-time */
            until: string;
            today: number | null;
            daysChecked: number;
            verdict: ("settled" | "one-more-pass") | null;
            verdicts: {
                /** @enum {string} */
                verdict: "settled" | "one-more-pass";
                note: string;
                by: components["schemas"]["PersonRef"];
                /** Format: date-time */
                at: string;
            }[];
            rough: {
                pass: number;
                day: number;
                text: string;
                by: components["schemas"]["PersonRef"];
                /** Format: date-time */
                at: string;
            }[];
            builder: components["schemas"]["PersonRef"];
        };
        EditChangeRequest: {
            manifest?: string;
            rolloutPercent?: number;
            why?: string;
            pace?: components["schemas"]["ChangePace"];
        };
        EndTransferRequest: {
            reason: string;
        };
        Evidence: {
            acts: components["schemas"]["ToldAct"][];
            documents: components["schemas"]["DocumentSummary"][];
            money: components["schemas"]["Money"];
            targets: components["schemas"]["TargetState"][];
            disagreements: components["schemas"]["Disagreement"][];
            waivers: components["schemas"]["Waiver"][];
        };
        FailureCase: {
            /** Format: uuid */
            id: string;
            workflow: string;
            workflowName: string;
            name: string;
            guidance: string;
            /** @enum {string} */
            state: "open" | "fixed" | "seen-again";
            owner: components["schemas"]["PersonRef"] | null;
            /** Format: date-time */
            openedAt: string;
            openedBy: components["schemas"]["PersonRef"];
            fixedIn: {
                hash: string;
                name: string;
            } | null;
            fixedAt: string | null;
            flags: number;
            corrections: number;
            firstSeen: string | null;
            lastSeen: string | null;
            rework: components["schemas"]["Rework"];
            weeks: number[];
        };
        FailureCaseDetail: {
            failureCase: components["schemas"]["FailureCase"];
            examples: components["schemas"]["FailureExample"][];
            repeated: components["schemas"]["RepeatedError"][];
            outputSchema: unknown;
            releases: {
                hash: string;
                name: string;
                /** Format: date-time */
                createdAt: string;
            }[];
        };
        FailureExample: {
            /** @enum {string} */
            kind: "flag" | "correction";
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
            runId: string | null;
            unitKey: string | null;
            release: {
                hash: string;
                name: string;
            } | null;
            afterFix: boolean;
            note: string;
            right: string | null;
            output?: unknown;
            final?: unknown;
        };
        FailureReport: {
            fault: components["schemas"]["ForcedFault"];
            noticeWithinMs: number;
            units: number;
            firstAt: string | null;
            toPeople: number;
            toExistingProcess: number;
            automatic: number;
            decided: number;
            open: number;
            letThrough: number;
            noticed: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                isBuilder: boolean;
                afterMs: number;
                /** @enum {string} */
                how: "paused" | "flagged" | "overridden" | "escalated" | "said-so";
            } | null;
            takenOver: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                isBuilder: boolean;
                afterMs: number;
                how: string;
            } | null;
            timeline: {
                /** Format: date-time */
                at: string;
                by: string;
                text: string;
                /** @enum {string} */
                tone: "drill" | "unit" | "person";
                runId: string | null;
                caseId: string | null;
            }[];
            touched: {
                /** Format: uuid */
                runId: string;
                caseId: string | null;
                unitKey: string;
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                route: "automatic" | "review" | "human" | "existing-process";
                decision: string | null;
                by: string | null;
            }[];
            mayStop: boolean;
            mayClose: components["schemas"]["DrillRight"];
        };
        Feedback: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "output" | "reliability";
            /** @enum {string} */
            via: "screen" | "component" | "rest" | "slack";
            workflow: string;
            workflowName: string;
            runId: string | null;
            unitKey: string | null;
            by: components["schemas"]["PersonRef"];
            isMember: boolean;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            dueAt: string;
            overdue: boolean;
            /** @enum {string} */
            state: "waiting" | "asked" | "answered";
            verdict: ("wrong" | "right" | "unclear" | "elsewhere" | "reliability") | null;
            note: string;
            right: string | null;
            answer: string | null;
            answeredAt: string | null;
            answeredBy: components["schemas"]["PersonRef"] | null;
            failureCase: {
                /** Format: uuid */
                id: string;
                name: string;
            } | null;
            triager: components["schemas"]["PersonRef"] | null;
            mine: boolean;
        };
        FeedbackBoard: {
            workflow: {
                slug: string;
                name: string;
            };
            triageDays: number;
            triager: components["schemas"]["PersonRef"] | null;
            counts: {
                waiting: number;
                asked: number;
                overdue: number;
            };
            answered: {
                n: number;
                inTime: number;
            };
            waiting: components["schemas"]["Feedback"][];
            recent: components["schemas"]["Feedback"][];
            failureCases: components["schemas"]["FailureCase"][];
            repeated: components["schemas"]["RepeatedError"][];
            compared: {
                n: number;
                unknown: number;
            };
            trust: components["schemas"]["TrustWeek"][];
        };
        FeedbackDetail: {
            feedback: components["schemas"]["Feedback"];
            run: {
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                startedAt: string;
                route: string;
                reason: string;
                release: {
                    hash: string;
                    name: string;
                } | null;
                caseId: string | null;
                inputSchema: unknown;
                outputSchema: unknown;
                contents: {
                    /** @enum {string} */
                    state: "kept" | "not-captured" | "erased" | "expired";
                    input?: unknown;
                    output?: unknown;
                };
            } | null;
            events: components["schemas"]["FeedbackEvent"][];
            receipt: string;
            mayTriage: boolean;
            whoMayTriage: components["schemas"]["PersonRef"][];
            failureCases: {
                /** Format: uuid */
                id: string;
                name: string;
                seen: number;
            }[];
        };
        FeedbackEvent: {
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
            /** @enum {string} */
            act: "flagged" | "words" | "verdict";
            verdict: ("wrong" | "right" | "unclear" | "elsewhere" | "reliability") | null;
            note: string;
            right: string | null;
        };
        FeedbackPage: {
            items: components["schemas"]["Feedback"][];
            next: string | null;
            counts: {
                waiting: number;
                mine: number;
                overdue: number;
            };
        };
        FeedbackTermsRequest: {
            triageDays: number;
        };
        Figures: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @enum {string} */
            step: "hour" | "day";
            n: number;
            series: {
                automatic: number;
                review: number;
                human: number;
                existingProcess: number;
                /** Format: date-time */
                at: string;
            }[];
            reasons: {
                code: string;
                rule: string | null;
                /** @enum {string} */
                route: "automatic" | "review" | "human" | "existing-process";
                n: number;
            }[];
            failed: number;
            retries: number;
            latencyMs: {
                p50: number;
                p95: number;
                n: number;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            } | null;
            cost: {
                amount: string;
                currency: string;
                priced: number;
                unpriced: number;
            }[];
            unpriced: number;
            failures: {
                failureClass: string | null;
                message: string;
                example: string;
                n: number;
                retries: number;
                /** Format: date-time */
                lastAt: string;
            }[];
            /** Format: date-time */
            freshAsOf: string;
        };
        FirstDaysNumber: {
            /** @enum {string} */
            id: "completion" | "exceptions" | "data-quality" | "active-users" | "decision-latency";
            name: string;
            /** @enum {string} */
            unit: "%" | "ms" | "people";
            value: number | null;
            low: number | null;
            high: number | null;
            n: number;
            sentence: string;
        };
        FixStep: {
            /** @enum {string} */
            step: "map" | "explicit" | "owner" | "automate";
            /** @enum {string} */
            verdict: "met" | "unmet" | "unknown";
            conditions: {
                id: string;
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
            }[];
        };
        Flag: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            runId: string;
            note: string;
            right: string | null;
            by: components["schemas"]["PersonRef"];
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            state: "waiting" | "asked" | "answered";
            verdict: ("wrong" | "right" | "unclear" | "elsewhere" | "reliability") | null;
        };
        FlagRequest: {
            /** @default  */
            note: string;
            right?: string;
        };
        FlagToken: {
            token: string;
            /** Format: date-time */
            expiresAt: string;
        };
        FlagTokenRequest: {
            reporter: {
                id: string;
                name: string;
            };
            /** @default 720 */
            minutes: number;
        };
        ForcedFault: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "error" | "timeout" | "malformed" | "wrong" | "slow" | "cost-spike";
            percent: number;
            unitKeys: string[];
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            slowMs: number;
            factor: number;
            output: unknown;
        };
        FoundPair: {
            from: string;
            to: string;
            count: number;
            cases: number;
            medianWaitMs: number | null;
            p90WaitMs: number | null;
            pingPong: number;
            /** @default null */
            spread: number[] | null;
            /** @default [] */
            examples: {
                case: string;
                waitMs: number;
            }[];
            /** @default [] */
            pingPongExamples: {
                case: string;
                times: number;
            }[];
        };
        FoundPairInput: {
            from: string;
            to: string;
            count: number;
            cases: number;
            medianWaitMs: number | null;
            p90WaitMs: number | null;
            pingPong: number;
            /** @default null */
            spread: number[] | null;
            /** @default [] */
            examples: {
                case: string;
                waitMs: number;
            }[];
            /** @default [] */
            pingPongExamples: {
                case: string;
                times: number;
            }[];
        };
        GateSpend: {
            version: string;
            perRun: components["schemas"]["Amount"] | null;
            perDay: components["schemas"]["Amount"] | null;
            perMonth: components["schemas"]["Amount"] | null;
        };
        GateState: {
            workflow: string;
            release: {
                hash: string;
                name: string;
                manifest: unknown;
            } | null;
            rolloutPercent: number;
            candidate?: {
                hash: string;
                name: string;
                manifest: unknown;
                percent: number;
            } | null;
            shadow?: {
                /** Format: uuid */
                change: string;
                hash: string;
                name: string;
                manifest: unknown;
                percent: number;
            } | null;
            paused: {
                reason: string;
                /** Format: date-time */
                since: string;
            } | null;
            leaseMs: number;
            reruns: {
                /** Format: uuid */
                caseId: string;
                /** Format: uuid */
                runId: string;
                unitKey: string;
                input: unknown;
            }[];
            faults?: components["schemas"]["ForcedFault"][];
            spend?: components["schemas"]["GateSpend"] | null;
            humanFirst?: {
                percent: number;
                field: string;
            } | null;
        };
        GiveFeedbackRequest: {
            token: string;
            flag?: {
                /** @default  */
                note: string;
                right?: string;
            };
        };
        GiveLeaseBackRequest: {
            reason: string;
        };
        GivenFeedback: {
            receipt: components["schemas"]["Receipt"] | null;
        };
        GoBackRequest: {
            /** @enum {string} */
            to: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
            reason: string;
        };
        GuidanceLine: {
            /** @enum {string} */
            kind: "act" | "check" | "override" | "seems-wrong";
            where: {
                slice: string;
                label: string;
            }[];
            text: string;
            figures: string;
            examples: {
                /** Format: uuid */
                runId: string;
                unitKey: string;
            }[];
        };
        HandoverList: {
            items: components["schemas"]["HandoverSummary"][];
        };
        HandoverReason: {
            reason: string;
        };
        HandoverStatus: {
            workflow: {
                slug: string;
                name: string;
            };
            playbook: {
                id: string;
                name: string;
            };
            /** @enum {string} */
            stage: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
            /** Format: date-time */
            stageSince: string;
            /** Format: date-time */
            startedAt: string;
            /** @enum {string} */
            state: "going" | "on-hold" | "retired";
            stopped: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                reason: string;
            } | null;
            rolloutPercent: number;
            rolloutAtMost: number;
            stages: components["schemas"]["StageState"][];
            next: components["schemas"]["NextAct"];
            duties: components["schemas"]["DutyState"][];
            waivers: components["schemas"]["Waiver"][];
            transfer: {
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                at: string;
                /** @enum {string} */
                state: "planned" | "accepted" | "done" | "cancelled";
                from: components["schemas"]["PersonRef"];
                to: components["schemas"]["PersonRef"];
                support: {
                    /** Format: date-time */
                    until: string;
                    daysChecked: number;
                    verdict: ("settled" | "one-more-pass") | null;
                } | null;
            } | null;
            deployed: components["schemas"]["ComputedState"];
            adopted: components["schemas"]["ComputedState"];
            limbo: {
                sentence: string;
                missing: ("home" | "owner" | "budget")[];
                days: number;
                idleDays: number;
            } | null;
            care: components["schemas"]["CareState"];
            may: {
                advance: boolean;
                goBack: boolean;
                hold: boolean;
                retire: boolean;
                waive: boolean;
                waiveHardGate: boolean;
                money: boolean;
                targets: boolean;
                settle: boolean;
            };
        };
        HandoverSummary: {
            slug: string;
            name: string;
            playbook: string;
            /** @enum {string} */
            stage: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
            stageName: string;
            /** Format: date-time */
            stageSince: string;
            /** @enum {string} */
            state: "going" | "on-hold" | "retired";
            criteria: number;
            open: number;
            next: components["schemas"]["NextAct"];
            dailyCare: components["schemas"]["PersonRef"] | null;
            businessOwner: components["schemas"]["PersonRef"] | null;
            waivers: number;
            /** @enum {string} */
            deployed: "met" | "unmet" | "unknown";
            /** @enum {string} */
            adopted: "met" | "unmet" | "unknown";
            limbo: string | null;
            care: components["schemas"]["CareState"];
            mine: {
                criterion: string;
                name: string;
                evaluator: string;
                act: string;
            }[];
            toSign: {
                document: string;
                name: string;
                duty: string;
                dutyName: string;
            }[];
        };
        Health: {
            workflow: {
                slug: string;
                name: string;
            };
            /** @enum {string} */
            state: "well" | "departed" | "unknown";
            sentence: string;
            since: string | null;
            baseline: components["schemas"]["Baseline"] | null;
            noBaseline: string | null;
            baselines: components["schemas"]["Baseline"][];
            releases: {
                hash: string;
                name: string;
            }[];
            evaluatedAt: string | null;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            numbers: components["schemas"]["PurposeNumber"][];
            numberDays: number;
            firstDays: components["schemas"]["FirstDaysNumber"][];
            signals: components["schemas"]["HealthSignal"][];
            marks: components["schemas"]["HealthMark"][];
            unmeasured: {
                pointer: string;
                why: string;
            }[];
        };
        HealthMark: {
            /** @enum {string} */
            kind: "change" | "release" | "model" | "upstream" | "calendar";
            id: string | null;
            label: string;
            /** Format: date-time */
            at: string;
        };
        HealthPoint: {
            /** Format: date */
            day: string;
            n: number;
            value: number | null;
            low: number | null;
            high: number | null;
            normalLow: number | null;
            normalHigh: number | null;
        };
        HealthSignal: {
            signal: string;
            slice: {
                name: string;
                label: string;
            } | null;
            name: string;
            /** @enum {string} */
            group: "inputs" | "quality" | "people" | "cost" | "silence";
            /** @enum {string} */
            unit: "%" | "ms" | "money" | "tokens" | "runs" | "distance";
            currency: string | null;
            /** @enum {string} */
            worse: "up" | "down" | "both";
            says: string;
            /** @enum {string} */
            state: "well" | "departed" | "unknown";
            since: string | null;
            between: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            } | null;
            foundAt: string | null;
            answeredAt: string | null;
            alertId: string | null;
            sentence: string;
            next: string;
            runbookSection: string;
            baseline: {
                value: number | null;
                low: number | null;
                high: number | null;
                n: number;
            } | null;
            points: components["schemas"]["HealthPoint"][];
            behind: {
                status: string | null;
                route: string | null;
                reason: string | null;
            };
        };
        HoldReviewRequest: {
            packHash: string;
            attendance: {
                duty: string;
                /** @enum {string} */
                attendance: "present" | "excused" | "absent";
            }[];
            /** @enum {string} */
            verdict: "on-course" | "act" | "stop";
            /** @default  */
            words: string;
            /** @default {} */
            answers: {
                [key: string]: string;
            };
            /** @default [] */
            deviations: string[];
            /** @default [] */
            closed: string[];
            /** @default [] */
            actions: {
                what: string;
                person: string;
                /** Format: date */
                due: string;
            }[];
        };
        HostAnswerKept: {
            kept: boolean;
        };
        HostAnswerRequest: {
            by: string;
            answer: unknown;
            /** Format: date-time */
            answeredAt: string;
        };
        HourRateRequest: {
            rate: string;
            currency: string;
            basis: string;
        };
        ImportRunbookRequest: {
            name: string;
            text: string;
        };
        InitiativeRef: {
            /** Format: uuid */
            id: string;
            name: string;
            by: components["schemas"]["PersonRef"];
        };
        InitiativeRow: {
            name: string;
            unit: string;
            nth: number;
            /** @enum {string} */
            stage: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation" | "paused" | "retired" | "unknown";
            stageWritten: string;
            owner: string;
            risk: string;
            startedOn: string | null;
            dueOn: string | null;
        };
        InitiativesRequest: {
            source: string;
            items: components["schemas"]["InitiativeRow"][];
        };
        InitiativesTaken: {
            added: number;
            changed: number;
            same: number;
        };
        KeepFindingsRequest: {
            name: string;
            figures: {
                cases: number;
                events: number;
                from: string | null;
                to: string | null;
                rejected: number;
                unknowable: string[];
                /** @enum {string} */
                actors: "team" | "tool";
                pairs: components["schemas"]["FoundPairInput"][];
            };
        };
        KeptFlag: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            runId: string;
            note: string;
            right: string | null;
            by: components["schemas"]["PersonRef"];
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            state: "waiting" | "asked" | "answered";
            verdict: ("wrong" | "right" | "unclear" | "elsewhere" | "reliability") | null;
            receipt: string;
        };
        LaunchCommunication: {
            sentence: string;
            launchOnly: boolean;
            phases: {
                /** @enum {string} */
                id: "orientation" | "launch week" | "thirty days";
                name: string;
                does: string;
                /** Format: date */
                from: string;
                /** Format: date */
                by: string;
                /** @enum {string} */
                state: "planned" | "running" | "done" | "late";
                doneAt: string | null;
            }[];
        };
        LayInPlanRequest: {
            plan: string;
            /** Format: date */
            from: string;
        };
        LeastDwellRequest: {
            seconds: number;
            slice?: {
                name: string;
                label: string;
            } | null;
        };
        LedgerCheckpoint: {
            /** Format: uuid */
            workspaceId: string;
            seq: number;
            hash: string;
            /** Format: date-time */
            at: string;
            exportOf: string | null;
            publicKey: string;
            signature: string;
        };
        LedgerEntry: {
            seq: number;
            /** Format: date-time */
            at: string;
            actor: {
                /** @enum {string} */
                kind: "person" | "key" | "rule";
                id: string;
                name: string;
            };
            act: string;
            subject: string;
            sentence: string;
            details: unknown;
            previousHash: string;
            hash: string;
        };
        LedgerPage: {
            items: components["schemas"]["LedgerEntry"][];
            next: string | null;
        };
        LinkInitiativeRequest: {
            slug: string | null;
        };
        ListRequest: {
            lines: components["schemas"]["ListedLine"][];
        };
        ListedLine: {
            /** @enum {string} */
            kind: "manual-step" | "exception-rule" | "approval-point";
            ref: string | null;
            text: string;
        };
        MadeFeed: {
            feed: components["schemas"]["CalendarFeed"];
            path: string;
        };
        MaintenanceRequest: {
            /** Format: date-time */
            from?: string;
            /** Format: date-time */
            until: string;
            reason: string;
        };
        MaintenanceWindow: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            until: string;
            reason: string;
            by: components["schemas"]["PersonRef"];
            isOpen: boolean;
        };
        MakeFeedRequest: {
            workflow?: string | null;
        };
        ManifestRequest: {
            manifest: string;
        };
        MapSourceRequest: {
            service: string;
            name: string;
            workflow: string | null;
            /** @default null */
            unitAttribute: string | null;
            /** @default null */
            waitSeconds: number | null;
        };
        Measured: {
            /** @constant */
            kind: "figure";
            value: number;
            interval: {
                low: number;
                high: number;
            } | null;
            n: number;
        } | {
            /** @constant */
            kind: "insufficient";
            n: number;
            needed: number;
        };
        Money: {
            version: number;
            currency: string | null;
            lines: {
                /** @enum {string} */
                line: "prototype" | "transition" | "operation" | "maintenance";
                planned: string;
                /** @default null */
                actual: string | null;
                why: string;
            }[];
            committedValue: string | null;
            at: string | null;
            by: components["schemas"]["PersonRef"] | null;
        };
        MoneyEntry: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            phase: "prototype" | "transition" | "operation" | "maintenance";
            /** @enum {string} */
            kind: "requested" | "committed" | "actual";
            amount: string;
            currency: string;
            hours: string | null;
            rate: string | null;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            what: string;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
            struck: {
                reason: string;
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
            } | null;
        };
        MoneyEntryRequest: {
            /** @enum {string} */
            phase: "prototype" | "transition" | "operation" | "maintenance";
            /** @enum {string} */
            kind: "requested" | "committed" | "actual";
            currency: string;
            amount?: string | null;
            hours?: string | null;
            rate?: string | null;
            /** Format: date */
            from: string;
            /** Format: date */
            to: string;
            what: string;
        };
        MoneyRequest: {
            currency: string;
            lines: {
                /** @enum {string} */
                line: "prototype" | "transition" | "operation" | "maintenance";
                planned: string;
                /** @default null */
                actual: string | null;
                why: string;
            }[];
            /** @default null */
            committedValue: string | null;
            basedOn: number;
        };
        Morning: {
            /** Format: date-time */
            since: string;
            items: components["schemas"]["MorningItem"][];
        };
        MorningItem: {
            workflow: {
                slug: string;
                name: string;
            };
            /** @enum {string} */
            verdict: "well" | "attention" | "unknown";
            sentence: string;
            isMine: boolean;
            runs: {
                yesterday: number;
                days: {
                    day: string;
                    n: number;
                }[];
                usual: {
                    low: number;
                    high: number;
                    weeks: number;
                } | null;
            };
            cases: {
                open: number;
                overdue: number;
            };
            alerts: {
                open: number;
                urgent: number;
                unanswered: number;
            };
            changed: {
                /** Format: date-time */
                at: string;
                by: string;
                sentence: string;
            }[];
            changedCount: number;
        };
        MyDrills: {
            items: components["schemas"]["Drill"][];
            due: {
                workflow: string;
                workflowName: string;
                /** Format: date-time */
                dueAt: string;
                overdue: boolean;
                passes: number;
            }[];
        };
        MyDuties: {
            items: {
                workflow: components["schemas"]["WorkflowRef"];
                duty: {
                    id: string;
                    name: string;
                    does: string;
                };
                /** Format: date-time */
                since: string;
            }[];
        };
        MyQuietHoursRequest: {
            own: boolean;
            hours: components["schemas"]["QuietHoursInput"] | null;
        };
        MySamples: {
            items: {
                workflow: {
                    slug: string;
                    name: string;
                };
                left: number;
                drawn: number;
                /** Format: date-time */
                drawnAt: string;
            }[];
        };
        MyTransfers: {
            items: {
                workflow: components["schemas"]["WorkflowRef"];
                /** @enum {string} */
                waits: "acceptance" | "new-date" | "support-check" | "support-verdict" | "instant";
                /** Format: date-time */
                due: string;
                sentence: string;
            }[];
        };
        NextAct: {
            /** @constant */
            kind: "criterion";
            criterion: string;
            act: string;
            who: components["schemas"]["DutyHolder"][];
            mine: boolean;
        } | {
            /** @constant */
            kind: "advance";
            /** @enum {string} */
            to: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
        } | {
            /** @constant */
            kind: "take-up";
        } | {
            /** @constant */
            kind: "none";
        };
        NoAnswerBody: Record<string, never>;
        NoBody: Record<string, never>;
        NotYet: {
            person: components["schemas"]["PersonRef"];
            dutyName: string;
            reason: string;
            /** Format: date-time */
            at: string;
        };
        NoticeRequest: {
            /** @default  */
            note: string;
        };
        Ok: {
            /** @constant */
            ok: true;
        };
        OpenDisagreementRequest: {
            /** @enum {string} */
            about: "ownership" | "success" | "failure";
            text: string;
        };
        OpenFailureCaseRequest: {
            name: string;
            /** @default  */
            guidance: string;
            /** @default [] */
            corrections: string[];
        };
        OpenSeamRequest: {
            from: {
                /** @enum {string} */
                kind: "team" | "tool";
                name: string;
            };
            to: {
                /** @enum {string} */
                kind: "team" | "tool";
                name: string;
            };
            what: string;
            /** @enum {string} */
            kind?: "handoff" | "connection" | "judgement";
            /** @default EUR */
            currency: string;
            /** @default null */
            volumePerWeek: number | null;
            /**
             * @default told
             * @enum {string}
             */
            source: "told" | "discovered";
        };
        OperatorDayReport: {
            /** Format: date */
            date: string;
            zone: string;
            minimumUnits: number;
            isOver: boolean;
            listed: components["schemas"]["ListedLine"][] | null;
            choices: {
                /** @enum {string} */
                kind: "manual-step" | "exception-rule" | "approval-point";
                ref: string;
                name: string;
            }[];
            evidence: {
                units: number;
                builders: components["schemas"]["PersonRef"][];
                builderActs: {
                    /** Format: date-time */
                    at: string;
                    by: string;
                    what: string;
                }[];
                closed: {
                    by: string | null;
                    isBuilder: boolean;
                    n: number;
                }[];
                unregisteredRuns: number;
                seen: {
                    /** @enum {string} */
                    kind: "manual-step" | "exception-rule" | "approval-point";
                    ref: string;
                    name: string;
                    n: number;
                    listed: boolean;
                }[];
            } | null;
            mayList: boolean;
            mayClose: components["schemas"]["DrillRight"];
        };
        OutcomesRequest: {
            workflow: string;
            outcomes: unknown[];
            /** @default false */
            preview: boolean;
        };
        OwnAnswerRequest: {
            token: number;
            answer: unknown;
        };
        PastHold: {
            person: components["schemas"]["PersonRef"];
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            /** @enum {string} */
            ended: "reassigned" | "given-up" | "left" | "transfer" | "hand-back";
        };
        PauseRequest: {
            reason: string;
        };
        PeopleList: {
            items: components["schemas"]["Person"][];
        };
        Person: {
            id: string;
            name: string;
            email: string;
            /** @enum {string} */
            role: "admin" | "member" | "viewer";
            active: boolean;
            /** Format: date-time */
            joinedAt: string;
            vendor: boolean;
            openCases: number;
            duties: number;
        };
        PersonRef: {
            id: string;
            name: string;
        };
        PersonReliance: {
            person: components["schemas"]["PersonRef"];
            figures: components["schemas"]["RelianceFigures"];
        };
        PlanTransferRequest: {
            /** Format: date-time */
            at: string;
            zone: string;
            receiver: string;
            backup: string;
            moves?: string[] | null;
            parallelSince?: string | null;
        };
        PlannedReview: {
            kind: string;
            name: string;
            question: string;
            number: number;
            /** Format: date */
            day: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            holdBy: string;
            attendedBy: string[];
        };
        Playbook: {
            /** @constant */
            playbook: 1;
            id: string;
            name: string;
            purpose: string;
            onePersonMayHoldBoth: boolean;
            transfer: {
                parallelDays: number;
                settleDays: number;
                supportDays: number;
            };
            stages: {
                /** @enum {string} */
                id: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
                name: string;
                question: string;
                weeks: {
                    from: number;
                    to: number | null;
                };
                rolloutAtMost: number;
                criteria: components["schemas"]["Criterion"][];
            }[];
            duties: {
                id: string;
                name: string;
                does: string;
                layer: ("performance" | "infrastructure") | null;
                vendorMayHold: boolean;
                movesAtTransfer: boolean;
                requiredFrom: ("design" | "pilot" | "readiness" | "transfer" | "launch" | "operation") | null;
                notWith: string[];
            }[];
            documents: {
                id: string;
                name: string;
                purpose: string;
                exposure?: string;
                sections: {
                    id: string;
                    name: string;
                    hint: string;
                }[];
                signedBy: string[];
                readBy: string[];
            }[];
            reviews: {
                id: string;
                name: string;
                question: string;
                onDays: number[];
                every: {
                    weeks: number;
                    months: number;
                    first: number;
                    times: number | null;
                } | null;
                heldWithinDays: number;
                attendedBy: string[];
                looksAt: ("operator" | "scope")[];
                asks: {
                    id: string;
                    question: string;
                }[];
                countsAs: ("weekly-review" | "monthly-review") | null;
            }[];
        };
        PlaybookAdded: {
            summary: components["schemas"]["PlaybookSummary"];
            created: boolean;
        };
        PlaybookCheck: {
            valid: boolean;
            hash: string | null;
            errors: components["schemas"]["Diagnostic"][];
        };
        PlaybookDetail: {
            summary: components["schemas"]["PlaybookSummary"];
            playbook: components["schemas"]["Playbook"];
            source: string;
        };
        PlaybookList: {
            items: components["schemas"]["PlaybookSummary"][];
        };
        PlaybookSummary: {
            id: string;
            name: string;
            purpose: string;
            hash: string;
            shipped: boolean;
            criteria: number;
            duties: number;
            documents: number;
            addedAt: string | null;
            addedBy: components["schemas"]["PersonRef"] | null;
            workflows: string[];
        };
        /** @description The text of the playbook, YAML. */
        PlaybookText: {
            playbook: string;
        };
        PolicyAnswerRequest: {
            /** @constant */
            kind: "release";
            release: string;
        } | {
            /** @constant */
            kind: "no-change";
            reason: string;
        };
        PolicyChange: {
            /** Format: uuid */
            id: string;
            /** Format: date */
            holdsFrom: string;
            words: string;
            source: string;
            touches: string;
            /** Format: date-time */
            toldAt: string;
            by: components["schemas"]["PersonRef"];
            behind: boolean;
            answer: {
                /** @enum {string} */
                kind: "release" | "no-change";
                words: string;
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
            } | null;
        };
        PolicyChangeRequest: {
            /** Format: date */
            holdsFrom: string;
            words: string;
            source: string;
            touches: string;
        };
        Pooled: {
            k: number;
            n: number;
            interval: {
                low: number;
                high: number;
            } | null;
            workflows: number;
        };
        Portfolio: {
            totals: {
                initiatives: number;
                stages: {
                    [key: string]: number;
                };
                deployed: number;
                adopted: number;
                deployedNotAdopted: number;
                deployedUnknown: number;
                inLimbo: number;
                listedOnly: number;
                sunk: {
                    n: number;
                    spent: {
                        currency: string;
                        amount: string;
                    }[];
                    untold: number;
                    listed: number;
                };
            };
            windowDays: number;
            items: components["schemas"]["PortfolioItem"][];
        };
        PortfolioAudit: {
            sentence: string;
            workflows: number;
            waiting: number;
            listed: number;
            lookedAt: {
                /** Format: date-time */
                first: string;
                /** Format: date-time */
                last: string;
            } | null;
            window: {
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
            } | null;
            proven: {
                runs: number;
                units: number;
                failed: components["schemas"]["Pooled"] | null;
                right: components["schemas"]["Pooled"] | null;
                influence: components["schemas"]["Pooled"] | null;
                costs: {
                    amount: string;
                    currency: string;
                }[];
            };
            answers: {
                question: string;
                met: number;
                unmet: number;
                unknown: number;
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
                findings: string[];
                short: {
                    slug: string;
                    name: string;
                    /** @enum {string} */
                    verdict: "unmet" | "unknown";
                    sentence: string;
                    next: string | null;
                    cost: {
                        amount: string;
                        currency: string;
                    } | null;
                }[];
            }[];
            unknowable: {
                question: string;
                log: string[];
                workflows: number;
            }[];
            definition: {
                text: string;
                written: {
                    /** Format: date-time */
                    at: string;
                    by: components["schemas"]["PersonRef"];
                } | null;
                delivered: number;
                parts: {
                    part: string;
                    met: number;
                    unmet: number;
                    unknown: number;
                }[];
            };
            rows: {
                slug: string;
                name: string;
                costs: {
                    amount: string;
                    currency: string;
                }[];
                verdicts: ("met" | "unmet" | "unknown")[];
                delivered: ("met" | "unmet" | "unknown")[];
            }[];
        };
        PortfolioItem: {
            id: string;
            slug: string | null;
            name: string;
            unit: string;
            /** @enum {string} */
            stage: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation" | "paused" | "retired" | "unknown";
            stageName: string;
            days: number | null;
            owner: string | null;
            onWatch: {
                name: string;
                orphaned: boolean;
            } | null;
            /** @enum {string} */
            deployed: "met" | "unmet" | "unknown";
            /** @enum {string} */
            adopted: "met" | "unmet" | "unknown";
            influence: components["schemas"]["Proportion"] | null;
            health: {
                /** @enum {string} */
                state: "well" | "departed" | "unknown";
                departed: number;
            };
            alerts: {
                open: number;
                urgent: number;
                unanswered: number;
            };
            limbo: string | null;
            care: {
                /** @enum {string} */
                with: "builders" | "operators" | "nobody";
                /** @enum {string} */
                pile: "changing" | "stable";
                lookAgain: string | null;
                question: string | null;
            } | null;
            nextDate: {
                /** Format: date */
                day: string;
                what: string;
            } | null;
            costs: {
                currency: string;
                amount: string;
            }[];
            worth: {
                currency: string;
                /** @enum {string} */
                covers: "met" | "unmet" | "unknown";
                perInfluenced: {
                    value: number;
                    low: number;
                    high: number;
                } | null;
                breakEven: {
                    low: number;
                    high: number | null;
                } | null;
            } | null;
            money: {
                currency: string;
                planned: string | null;
                requested: string | null;
                committed: string | null;
                actual: string | null;
                untold: ("prototype" | "transition" | "operation" | "maintenance")[];
                committedValue: string | null;
            } | null;
            payback: {
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                earliest: number | null;
                latest: number | null;
                sentence: string;
            } | null;
            givenUp: {
                /** @enum {string} */
                why: "retired" | "on-hold" | "never-transferred";
                sentence: string;
                spent: {
                    amount: string;
                    currency: string;
                    atLeast: boolean;
                } | null;
            } | null;
            risk: string;
            signs: {
                /** @enum {string} */
                sign: "not-adopted" | "in-limbo" | "nobody-cares" | "pilot-overruns" | "only-prototype" | "cost-not-approved" | "counted-on" | "builders-carry-both" | "no-second-look" | "question-open" | "unwatched" | "alerts-unanswered" | "trails-delivery" | "blamed-on-model" | "no-impact" | "flat-impact" | "below-promise" | "upkeep-without-value" | "handoff-least";
                sentence: string;
            }[];
            /** Format: date-time */
            asOf: string;
        };
        PostponeTransferRequest: {
            /** Format: date-time */
            at: string;
            zone: string;
            reason: string;
        };
        PracticeAnswerRequest: {
            position: number;
            /** @enum {string} */
            act: "accept" | "edit" | "override" | "escalate" | "rerun" | "correct" | "reassign" | "stop";
            /** @default  */
            words: string;
            output?: unknown;
            input?: unknown;
            to?: string;
        };
        PracticeReport: {
            size: number;
            passAt: number;
            must: ("rerun" | "correct-input" | "reassign" | "spot-wrong" | "review-output" | "escalate")[];
            answered: number;
            tasks: components["schemas"]["PracticeTask"][];
            topics: {
                /** @enum {string} */
                topic: "rerun" | "correct-input" | "reassign" | "spot-wrong" | "review-output" | "escalate";
                name: string;
                right: number;
                asked: number;
                must: boolean;
            }[] | null;
            inputSchema: unknown;
            outputSchema: unknown;
            people: components["schemas"]["PersonRef"][];
            isMine: boolean;
            again: {
                /** Format: date-time */
                dueAt: string;
                passes: number;
            } | null;
        };
        PracticeTask: {
            position: number;
            topic: ("rerun" | "correct-input" | "reassign" | "spot-wrong" | "review-output" | "escalate") | null;
            topicName: string | null;
            situation: string | null;
            input?: unknown;
            draft?: unknown;
            acts: ("accept" | "edit" | "override" | "escalate" | "rerun" | "correct" | "reassign" | "stop")[];
            answer: {
                /** @enum {string} */
                act: "accept" | "edit" | "override" | "escalate" | "rerun" | "correct" | "reassign" | "stop";
                words: string;
                output?: unknown;
                input?: unknown;
                to: components["schemas"]["PersonRef"] | null;
                /** Format: date-time */
                at: string;
                isRight: boolean;
            } | null;
            right: {
                acts: ("accept" | "edit" | "override" | "escalate" | "rerun" | "correct" | "reassign" | "stop")[];
                why: string;
                output?: unknown;
                input?: unknown;
                /** Format: uuid */
                caseId: string;
            } | null;
        };
        PriceListFact: {
            source: string;
            /** Format: date-time */
            date: string;
            models: number;
            hash: string;
        };
        Privacy: {
            leastGroup: number;
            maySee: components["schemas"]["PersonRef"][];
            at: string | null;
            by: components["schemas"]["PersonRef"] | null;
        };
        PrivacyRequest: {
            leastGroup: number;
            maySee: string[];
        };
        Problem: {
            type: string;
            title: string;
            status: number;
            code: string;
            detail: string;
            mend?: string | null;
            instance?: string | null;
            errors?: {
                path: string;
                message: string;
                code?: string | null;
                line?: number | null;
                column?: number | null;
            }[] | null;
        };
        Proportion: {
            k: number;
            n: number;
            interval: {
                low: number;
                high: number;
            } | null;
        };
        ProposeChangeRequest: {
            manifest?: string;
            release?: string;
            rolloutPercent?: number;
            why?: string;
            pace?: components["schemas"]["ChangePace"];
        };
        PurposeNumber: {
            name: string;
            means: string;
            threshold: string;
            unit: ("%" | "ms" | "money") | null;
            value: number | null;
            low: number | null;
            high: number | null;
            n: number;
            needed: number | null;
            bound: {
                /** @enum {string} */
                kind: "at-least" | "at-most";
                value: number;
            } | null;
            /** @enum {string} */
            verdict: "met" | "unmet" | "unknown";
            sentence: string;
            /** @enum {string} */
            source: "target" | "manifest";
        };
        QuarantinePage: {
            items: components["schemas"]["QuarantinedRecord"][];
            next: string | null;
            total: number;
        };
        QuarantinedRecord: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            receivedAt: string;
            errors: {
                path: string;
                message: string;
            }[];
            record: string;
        };
        QuietHours: {
            zone: string;
            from: string;
            to: string;
            /** @default [] */
            days: number[];
        };
        QuietHoursInput: {
            zone: string;
            from: string;
            to: string;
            /** @default [] */
            days: number[];
        };
        ReadRequest: {
            hash: string;
        };
        Reason: {
            /** @enum {string} */
            code: "no-release" | "lease-expired" | "paused" | "duplicate" | "input-contract" | "input-rule" | "input-rule-error" | "outside-rollout" | "budget" | "call-failed" | "no-output" | "output-contract" | "output-rule" | "output-rule-error" | "low-confidence" | "qa-sample" | "clear";
            rule: string | null;
            message: string;
        };
        ReassignRequest: {
            to: string;
            /** @default  */
            note: string;
        };
        Receipt: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "waiting" | "asked" | "answered";
            verdict: ("wrong" | "right" | "unclear" | "elsewhere" | "reliability") | null;
            sentence: string;
            answer: string | null;
            by: components["schemas"]["PersonRef"] | null;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            dueAt: string;
            answeredAt: string | null;
            note: string;
            right: string | null;
        };
        RegisterRequest: {
            slug: string;
            name: string;
            /** @default  */
            unit: string;
            purpose: string;
            doesNot: string;
            trigger: string;
            reads: string;
            produces: string;
            usedBy: string;
            whoChecks: string;
            ifItBreaks: string;
            helps: string;
            /** @default  */
            model: string;
            signs: ("weekly-unasked" | "slows-the-business" | "needed" | "same-steps")[];
            promptsChange: boolean;
            modelsChange: boolean;
            handChecked: boolean;
            changeOwner: string;
            careOwner: string;
            /** Format: date */
            lookAgain: string;
        };
        Registered: {
            slug: string;
            /** @enum {string} */
            pile: "still-changing" | "stable-enough";
            sentence: string;
            next: string;
        };
        Release: {
            /** Format: uuid */
            id: string;
            hash: string;
            name: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["PersonRef"];
            active: boolean;
        };
        ReleaseCreated: {
            workflow: string;
            release: components["schemas"]["Release"];
            created: boolean;
            warnings: components["schemas"]["Diagnostic"][];
        };
        ReleaseDetail: {
            /** Format: uuid */
            id: string;
            hash: string;
            name: string;
            /** Format: date-time */
            createdAt: string;
            createdBy: components["schemas"]["PersonRef"];
            active: boolean;
            manifest: unknown;
            source: string;
            card: components["schemas"]["Card"];
        };
        ReleaseRef: {
            hash: string;
            name: string;
        };
        RelianceFigures: {
            n: number;
            switched: components["schemas"]["Proportion"];
            rair: components["schemas"]["Proportion"];
            rsr: components["schemas"]["Proportion"];
            accuracy: {
                before: components["schemas"]["Proportion"];
                after: components["schemas"]["Proportion"];
                ai: components["schemas"]["Proportion"];
            };
            agreement: number | null;
            weight: {
                mean: number;
                n: number;
            } | null;
            sentences: string[];
        };
        RepeatedError: {
            digest: string;
            fields: components["schemas"]["CorrectedField"][];
            n: number;
            /** Format: date-time */
            firstAt: string;
            /** Format: date-time */
            lastAt: string;
            rework: components["schemas"]["Rework"];
            weeks: number[];
        };
        RerunRequest: {
            token: number;
            /** @default  */
            note: string;
        };
        ResetPasswordRequest: {
            password: string;
        };
        ResolveRequest: {
            /** @enum {string} */
            verdict: "useful" | "noise";
            /** @default  */
            note: string;
        };
        ResolveSignalRequest: {
            /** @enum {string} */
            verdict: "mended" | "noise";
            /** @default  */
            note: string;
        };
        ReviewAction: {
            /** Format: uuid */
            id: string;
            workflow: {
                slug: string;
                name: string;
            };
            what: string;
            person: components["schemas"]["PersonRef"];
            /** Format: date */
            due: string;
            /** @enum {string} */
            state: "open" | "overdue" | "done" | "dropped";
            review: {
                /** Format: uuid */
                id: string;
                name: string;
                /** Format: date */
                day: string;
            } | null;
            plan: string | null;
            closedAt: string | null;
            closedBy: components["schemas"]["PersonRef"] | null;
            words: string;
            mayClose: boolean;
        };
        ReviewBoard: {
            sentence: string;
            reviews: components["schemas"]["ReviewSummary"][];
            next: {
                workflow: {
                    slug: string;
                    name: string;
                };
                review: components["schemas"]["PlannedReview"];
            }[];
            without: {
                workflow: {
                    slug: string;
                    name: string;
                };
                why: string;
            }[];
            actions: components["schemas"]["ReviewAction"][];
        };
        ReviewCalendar: {
            workflow: {
                slug: string;
                name: string;
            };
            sentence: string;
            start: {
                /** Format: date */
                day: string;
                time: string;
                zone: string;
                /** Format: date-time */
                setAt: string;
                by: components["schemas"]["PersonRef"] | null;
                reason: string;
            } | null;
            startsBefore: {
                /** Format: date */
                day: string;
                time: string;
                zone: string;
                /** Format: date-time */
                setAt: string;
                by: components["schemas"]["PersonRef"] | null;
                reason: string;
            }[];
            intendedUsers: number | null;
            kinds: {
                kind: string;
                name: string;
            }[];
            next: components["schemas"]["PlannedReview"][];
            coming: components["schemas"]["PlannedReview"][];
            past: components["schemas"]["ReviewSummary"][];
            actions: components["schemas"]["ReviewAction"][];
            policyChanges: components["schemas"]["PolicyChange"][];
            launch: components["schemas"]["LaunchCommunication"] | null;
            cadenceSign: string | null;
            plans: {
                id: string;
                name: string;
                purpose: string;
                steps: number;
                laidIn: boolean;
            }[];
            mayAct: boolean;
        };
        ReviewDetail: {
            review: components["schemas"]["ReviewSummary"];
            pack: components["schemas"]["ReviewPack"];
            packHash: string;
            attendedBy: {
                duty: string;
                name: string;
                person: components["schemas"]["PersonRef"] | null;
            }[];
            asks: {
                id: string;
                question: string;
            }[];
            countsAs: string | null;
            held: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                late: boolean;
                /** @enum {string} */
                verdict: "on-course" | "act" | "stop";
                words: string;
                attendance: {
                    duty: string;
                    name: string;
                    person: components["schemas"]["PersonRef"] | null;
                    /** @enum {string} */
                    attendance: "present" | "excused" | "absent";
                }[];
                answers: {
                    question: string;
                    answer: string;
                }[];
                deviations: string[];
                closed: string[];
                signedHash: string;
            } | null;
            actions: components["schemas"]["ReviewAction"][];
            mayHold: boolean;
            whoMayHold: components["schemas"]["PersonRef"][];
        };
        ReviewPack: {
            /** @constant */
            pack: 1;
            review: {
                kind: string;
                name: string;
                question: string;
                number: number;
                /** Format: date */
                day: string;
            };
            /** Format: date-time */
            filledAt: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            sentence: string;
            units: number;
            purpose: {
                name: string;
                threshold: string;
                unit: ("%" | "ms" | "money") | null;
                measured: components["schemas"]["Measured"] | null;
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
                /** @enum {string} */
                source: "target" | "manifest";
            }[];
            metrics: {
                /** @enum {string} */
                id: "completion" | "exceptions" | "input-quality" | "active-users" | "latency";
                name: string;
                means: string;
                /** @enum {string} */
                unit: "%" | "ms";
                now: components["schemas"]["Measured"] | null;
                before: components["schemas"]["Measured"] | null;
                missing: string | null;
            }[];
            adoption: {
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
            };
            alerts: {
                raised: number;
                useful: components["schemas"]["Proportion"];
                ignored: components["schemas"]["Proportion"];
            };
            deviations: {
                what: string;
                times: number;
                weeks: number;
                /** Format: date-time */
                first: string;
                /** Format: date-time */
                last: string;
                closed: boolean;
            }[];
            changes: {
                label: string;
                /** Format: date-time */
                at: string;
                effect: string | null;
            }[];
            feedback: {
                came: number;
                answered: number;
                inTime: number;
                waiting: number;
            };
            openActions: {
                /** Format: uuid */
                id: string;
                what: string;
                person: components["schemas"]["PersonRef"];
                /** Format: date */
                due: string;
                overdue: boolean;
            }[];
            operator: {
                sample: {
                    /** Format: uuid */
                    runId: string;
                    unitKey: string;
                    /** Format: date-time */
                    at: string;
                    route: string;
                }[];
                drawnFrom: number;
                edits: {
                    now: components["schemas"]["Measured"];
                    before: components["schemas"]["Measured"];
                    sentence: string;
                };
                escalated: {
                    runId: string | null;
                    caseId: string | null;
                    unitKey: string;
                    reason: string | null;
                    by: string;
                    /** Format: date-time */
                    at: string;
                }[];
                policyChanges: {
                    /** Format: uuid */
                    id: string;
                    words: string;
                    source: string;
                    touches: string;
                    /** Format: date */
                    holdsFrom: string;
                    behind: boolean;
                }[];
            } | null;
            scope: {
                refusals: string[];
                warnings: string[];
            } | null;
        };
        ReviewStartRequest: {
            /** Format: date */
            day: string;
            /** @default 09:00 */
            time: string;
            zone?: string | null;
            reason: string;
            intendedUsers?: number | null;
        };
        ReviewSummary: {
            /** Format: uuid */
            id: string;
            workflow: {
                slug: string;
                name: string;
            };
            kind: string;
            name: string;
            number: number;
            /** Format: date */
            day: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            holdBy: string;
            /** @enum {string} */
            state: "due" | "overdue" | "held" | "missed";
            verdict: ("on-course" | "act" | "stop") | null;
            heldAt: string | null;
            by: components["schemas"]["PersonRef"] | null;
            gap: string | null;
            sentence: string;
            mine: boolean;
        };
        Rework: {
            n: number;
            minutes: number;
            known: number;
            unknown: number;
        };
        RolloutCondition: {
            measure: string;
            name: string;
            /** @enum {string} */
            verdict: "met" | "unmet" | "unknown";
            /** @enum {string} */
            source: "target" | "manifest" | "product";
            sentence: string;
        };
        RolloutStep: {
            percent: number;
            /** @enum {string} */
            state: "done" | "now" | "ahead";
            since: string | null;
            until: string | null;
        };
        RotateSecretRequest: {
            /** @default 24 */
            bothForHours: number;
        };
        RouteAnswer: {
            /** @enum {string} */
            route: "automatic" | "review" | "human" | "existing-process";
            reason: components["schemas"]["Reason"];
            bucket: number;
        };
        RouteCounts: {
            automatic: number;
            review: number;
            human: number;
            existingProcess: number;
        };
        RouteRequest: {
            input: unknown;
            output?: unknown;
            unitKey?: string;
            rolloutPercent?: number;
            release?: string;
        };
        Run: {
            /** Format: uuid */
            id: string;
            workflow: string;
            unitKey: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt: string;
            latencyMs: number;
            /** @enum {string} */
            status: "ok" | "failed" | "not-called";
            failureClass?: ("timeout" | "error" | "breaker-open" | "not-json" | "output-contract" | "aborted") | null;
            failureMessage?: string | null;
            /** @default 0 */
            attempts: number;
            /** @default 0 */
            retries: number;
            requestedModel?: string | null;
            resolvedModel?: string | null;
            inputTokens?: number | null;
            outputTokens?: number | null;
            costAmount?: string | null;
            costCurrency?: string | null;
            costSource?: string | null;
            finishReason?: string | null;
            confidence?: number | null;
            inputQuality?: number | null;
            /** @enum {string} */
            route: "automatic" | "review" | "human" | "existing-process";
            /** @enum {string} */
            reasonCode: "no-release" | "lease-expired" | "paused" | "duplicate" | "input-contract" | "input-rule" | "input-rule-error" | "outside-rollout" | "budget" | "call-failed" | "no-output" | "output-contract" | "output-rule" | "output-rule-error" | "low-confidence" | "qa-sample" | "clear";
            reasonRule?: string | null;
            reasonMessage: string;
            bucket: number;
            rerunOf?: string | null;
            caseId: string | null;
            duplicateOf?: string | null;
            drill?: string | null;
            release: {
                hash: string;
                name: string;
            } | null;
            workflowName: string;
            personSteppedIn: boolean;
            /** Format: date-time */
            receivedAt: string;
            clockOffsetMs: number;
        };
        RunBatch: {
            /** Format: date-time */
            sentAt?: string;
            lost?: number;
            records: unknown[];
        };
        RunBatchResult: {
            accepted: number;
            duplicates: number;
            rejected: {
                index: number;
                id: string | null;
                quarantineId: string;
                errors: {
                    path: string;
                    message: string;
                }[];
            }[];
            clockOffsetMs: number;
        };
        RunDetail: {
            run: components["schemas"]["Run"];
            contents: {
                /** @enum {string} */
                state: "kept" | "not-captured" | "erased" | "expired";
                input?: unknown;
                output?: unknown;
            };
            decisions: components["schemas"]["Decision"][];
            flags: components["schemas"]["Flag"][];
            scores: {
                name: string;
                value: number | null;
                label: string | null;
                source: string;
                comment: string | null;
                /** Format: date-time */
                at: string;
            }[];
            reruns: {
                /** Format: uuid */
                id: string;
                /** Format: date-time */
                startedAt: string;
            }[];
            /** @constant */
            outputHidden?: true;
        };
        RunPage: {
            items: components["schemas"]["Run"][];
            next: string | null;
        };
        RunRecord: {
            /** Format: uuid */
            id: string;
            workflow: string;
            release?: string | null;
            unitKey: string;
            /** Format: date-time */
            startedAt: string;
            /** Format: date-time */
            endedAt: string;
            latencyMs: number;
            /** @enum {string} */
            status: "ok" | "failed" | "not-called";
            failureClass?: ("timeout" | "error" | "breaker-open" | "not-json" | "output-contract" | "aborted") | null;
            failureMessage?: string | null;
            /** @default 0 */
            attempts: number;
            /** @default 0 */
            retries: number;
            requestedModel?: string | null;
            resolvedModel?: string | null;
            inputTokens?: number | null;
            outputTokens?: number | null;
            cacheReadTokens?: number | null;
            cacheWriteTokens?: number | null;
            costAmount?: string | null;
            costCurrency?: string | null;
            costSource?: string | null;
            finishReason?: string | null;
            confidence?: number | null;
            inputQuality?: number | null;
            /** @enum {string} */
            route: "automatic" | "review" | "human" | "existing-process";
            /** @enum {string} */
            reasonCode: "no-release" | "lease-expired" | "paused" | "duplicate" | "input-contract" | "input-rule" | "input-rule-error" | "outside-rollout" | "budget" | "call-failed" | "no-output" | "output-contract" | "output-rule" | "output-rule-error" | "low-confidence" | "qa-sample" | "clear";
            reasonRule?: string | null;
            reasonMessage: string;
            bucket: number;
            rerunOf?: string | null;
            caseId?: string | null;
            duplicateOf?: string | null;
            drill?: string | null;
            spendLease?: string | null;
            input?: unknown;
            output?: unknown;
            subject?: string | null;
        };
        RunScore: {
            /** Format: uuid */
            runId: string;
            name: string;
            /** @default null */
            value: number | null;
            /** @default null */
            label: string | null;
            source: string;
            /** @default null */
            comment: string | null;
            /** Format: date-time */
            at: string;
        };
        Runbook: {
            workflow: {
                slug: string;
                name: string;
            };
            page: components["schemas"]["RunbookPage"] | null;
            state: components["schemas"]["RunbookState"];
            confirmation: {
                /** Format: uuid */
                id: string;
                by: components["schemas"]["PersonRef"];
                /** Format: date-time */
                at: string;
                release: string;
                releaseName: string;
                contentHash: string;
                /** Format: date */
                reviewBy: string;
                changed: {
                    from: string;
                    to: string;
                } | null;
            } | null;
            history: components["schemas"]["RunbookConfirmation"][];
            mayConfirm: components["schemas"]["PersonRef"][];
            /** Format: date */
            nextReview: string;
            notes: components["schemas"]["RunbookNote"][];
        };
        RunbookConfirmation: {
            /** Format: uuid */
            id: string;
            by: components["schemas"]["PersonRef"];
            /** Format: date-time */
            at: string;
            release: string;
            releaseName: string;
            contentHash: string;
            /** Format: date */
            reviewBy: string;
        };
        RunbookEntry: {
            /** @constant */
            kind: "text";
            text: string;
            live: boolean;
        } | {
            /** @constant */
            kind: "item";
            text: string;
            live: boolean;
        } | {
            /** @constant */
            kind: "term";
            label: string;
            text: string;
            live: boolean;
        } | {
            /** @constant */
            kind: "duty";
            duty: string;
            label: string;
            does: string;
            people: string[];
            problem: ("nobody" | "several") | null;
            live: boolean;
        };
        RunbookLint: {
            sections: {
                heading: string;
                level: number;
                line: number;
                parts: ("purpose" | "normal" | "impact" | "checks" | "fix" | "stop" | "owner" | "escalation")[];
            }[];
            missing: ("purpose" | "normal" | "impact" | "checks" | "fix" | "stop" | "owner" | "escalation")[];
            problems: {
                code: string;
                message: string;
                line: number | null;
            }[];
        };
        RunbookNote: {
            /** Format: uuid */
            id: string;
            name: string;
            text: string;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
            lint: components["schemas"]["RunbookLint"];
        };
        RunbookPage: {
            release: {
                hash: string;
                name: string;
                active: boolean;
            };
            contentHash: string;
            sections: components["schemas"]["RunbookSection"][];
            firstResponder: string | null;
            builder: string | null;
            problems: {
                /** @enum {string} */
                about: "manifest" | "duties";
                text: string;
            }[];
            markdown: string;
        };
        RunbookSection: {
            /** @enum {string} */
            id: "purpose" | "normal" | "off-flow" | "checks" | "breaks-first" | "escalation" | "stop" | "call-builder" | "duties" | "figures" | "drills";
            title: string;
            entries: components["schemas"]["RunbookEntry"][];
        };
        RunbookState: {
            /** @enum {string} */
            kind: "unconfirmed" | "current" | "stale";
            reasons: {
                /** @enum {string} */
                code: "release-moved" | "review-date-passed" | "content-changed";
                sentence: string;
            }[];
        };
        SampleNext: {
            workflow: {
                slug: string;
                name: string;
            };
            draw: string | null;
            drawn: number;
            judged: number;
            item: {
                unitKey: string;
                /** Format: uuid */
                runId: string;
                /** Format: date-time */
                at: string;
                inputSchema: unknown;
                outputSchema: unknown;
                contents: {
                    /** @enum {string} */
                    state: "kept" | "not-captured" | "erased" | "expired";
                    input?: unknown;
                    output?: unknown;
                };
            } | null;
        };
        SampleVerdictRequest: {
            /** Format: uuid */
            draw: string;
            unitKey: string;
            verdict: ("right" | "wrong" | "cannot-tell") | null;
        };
        SamplingPage: {
            workflow: {
                slug: string;
                name: string;
            };
            sentence: string;
            plan: {
                slices: string[];
                byConfidence: boolean;
                byRoute: boolean;
                within: number;
                expected: number;
                days: number;
                judge: components["schemas"]["PersonRef"] | null;
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                /** Format: date-time */
                nextAt: string;
            } | null;
            draw: {
                /** Format: uuid */
                id: string;
                seed: string;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                /** Format: date-time */
                drawnAt: string;
                units: number;
                drawn: number;
                judged: number;
                cannotTell: number;
                estimate: components["schemas"]["ShareEstimate"] | null;
                strata: {
                    name: string;
                    units: number;
                    drawn: number;
                    judged: number;
                    right: number;
                    cannotTell: number;
                }[];
            } | null;
            earlier: {
                /** Format: uuid */
                id: string;
                seed: string;
                /** Format: date-time */
                from: string;
                /** Format: date-time */
                to: string;
                /** Format: date-time */
                drawnAt: string;
                units: number;
                drawn: number;
                judged: number;
                cannotTell: number;
                estimate: components["schemas"]["ShareEstimate"] | null;
            }[];
            slices: string[];
            known: number | null;
        };
        SamplingPlanRequest: {
            slices: string[];
            byConfidence: boolean;
            byRoute: boolean;
            within: number;
            expected: number;
            days: number;
            judge: string;
        };
        SamplingSize: {
            units: number;
            size: number;
            drawn: number;
            strata: {
                name: string;
                units: number;
                drawn: number;
            }[];
            fault: string | null;
        };
        ScoresRequest: {
            scores: components["schemas"]["RunScore"][];
        };
        ScoresTaken: {
            accepted: number;
            duplicates: number;
            unknown: number;
        };
        Seam: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "handoff" | "connection" | "judgement";
            from: components["schemas"]["SeamNode"];
            to: components["schemas"]["SeamNode"];
            what: string;
            owner: {
                id: string;
                name: string;
                active: boolean;
                authority: string;
                /** Format: date-time */
                since: string;
            } | null;
            /** @enum {string} */
            state: "unmapped" | "mapped" | "explicit" | "owned" | "ready";
            errors: string[];
            next: string | null;
            currency: string;
            cost: components["schemas"]["SeamCost"];
            volumePerWeek: number | null;
            openSignals: number;
            /** @enum {string} */
            source: "told" | "discovered";
            workflows: {
                slug: string;
                name: string;
            }[];
        };
        SeamContract: {
            version: number;
            schema: unknown;
            object: string | null;
            note: string;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
            diff: components["schemas"]["ContractDiff"] | null;
        };
        SeamContractRequest: {
            schema?: unknown;
            odcs?: unknown;
            object?: string;
            /** @default  */
            note: string;
        };
        SeamCost: {
            hoursPerWeek: number;
            yearly: string | null;
            bySide: {
                from: string | null;
                to: string | null;
            };
            fixCost: string | null;
            fixPaysAfterWeeks: number | null;
        };
        SeamDetail: {
            seam: components["schemas"]["Seam"];
            whoseJob: string;
            steps: components["schemas"]["FixStep"][];
            whyNotAutomate: string[];
            errorShare: number | null;
            projection: {
                perWeek: number;
                volumePerWeek: number;
                share: number;
            } | null;
            parts: components["schemas"]["SeamPart"][];
            cascade: {
                /** @enum {string} */
                bearer: "customer" | "organisation" | "others";
                name: string;
                amount: string | null;
                words: string[];
            }[];
            beforeAfter: {
                /** Format: date-time */
                automatedAt: string;
                before: {
                    n: number;
                    medianGapDays: number | null;
                    medianHoursToSurface: number | null;
                    cleanUpHours: number;
                };
                after: {
                    n: number;
                    medianGapDays: number | null;
                    medianHoursToSurface: number | null;
                    cleanUpHours: number;
                };
                kinds: {
                    kind: string;
                    before: {
                        n: number;
                        medianGapDays: number | null;
                        medianHoursToSurface: number | null;
                        cleanUpHours: number;
                    };
                    after: {
                        n: number;
                        medianGapDays: number | null;
                        medianHoursToSurface: number | null;
                        cleanUpHours: number;
                    };
                    faster: boolean | null;
                }[];
            } | null;
            crossings: {
                n: number;
                refused: number;
                confirmed: number;
                incomplete: number;
                bad: number;
            };
            recentCrossings: components["schemas"]["Crossing"][];
            signals: components["schemas"]["SeamSignal"][];
            contract: components["schemas"]["SeamContract"] | null;
            found: {
                from: string;
                to: string;
                count: number;
                cases: number;
                medianWaitMs: number | null;
                p90WaitMs: number | null;
                pingPong: number;
                /** @default null */
                spread: number[] | null;
                /** @default [] */
                examples: {
                    case: string;
                    waitMs: number;
                }[];
                /** @default [] */
                pingPongExamples: {
                    case: string;
                    times: number;
                }[];
                log: string;
                /** Format: date-time */
                at: string;
            } | null;
            history: {
                /** Format: date-time */
                at: string;
                by: string;
                sentence: string;
            }[];
            people: components["schemas"]["PersonRef"][];
        };
        SeamFindings: {
            /** Format: uuid */
            id: string;
            name: string;
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
            figures: {
                cases: number;
                events: number;
                from: string | null;
                to: string | null;
                rejected: number;
                unknowable: string[];
                /** @enum {string} */
                actors: "team" | "tool";
                pairs: components["schemas"]["FoundPair"][];
            };
            notTold: components["schemas"]["FoundPair"][];
            notSeen: {
                /** Format: uuid */
                id: string;
                from: string;
                to: string;
            }[];
            matched: number;
            matchedOtherwise: {
                from: string;
                to: string;
                seam: {
                    /** Format: uuid */
                    id: string;
                    from: string;
                    to: string;
                };
                /** @enum {string} */
                by: "spelling" | "alias";
            }[];
        };
        SeamList: {
            seams: components["schemas"]["Seam"][];
            nodes: components["schemas"]["SeamNode"][];
            counts: {
                all: number;
                withoutOwner: number;
                inHeads: number;
                breaking: number;
                ready: number;
            };
            yearly: {
                currency: string;
                amount: string;
            }[];
            findings: components["schemas"]["SeamFindings"] | null;
        };
        SeamNode: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "team" | "tool";
            name: string;
            aliases: string[];
            owner: {
                id: string;
                name: string;
                active: boolean;
            } | null;
        };
        SeamOwnerRequest: {
            person: string | null;
            /** @default  */
            authority: string;
        };
        SeamPart: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            toldAt: string;
            toldBy: components["schemas"]["PersonRef"];
            body: components["schemas"]["SeamPartBody"];
        };
        SeamPartBody: {
            /** @constant */
            part: "context";
            name: string;
            why: string;
            lives: {
                /** @constant */
                kind: "system";
                system: string;
                field: string;
            } | {
                /** @constant */
                kind: "head";
                whose: string;
            } | {
                /** @constant */
                kind: "nowhere";
            };
            /** @default null */
            unwritten: ("extra-attention" | "looks-standard" | "skipped-step") | null;
        } | {
            /** @constant */
            part: "workaround";
            /** @enum {string} */
            side: "from" | "to";
            /** @enum {string} */
            kind: "spreadsheet" | "meeting" | "person" | "other";
            words: string;
            hoursPerWeek: number;
            people: number;
            rate: string;
        } | {
            /** @constant */
            part: "covering";
            who: string;
            words: string;
            /** @default null */
            capturedAs: string | null;
        } | {
            /** @constant */
            part: "connection";
            name: string;
            builtBy: string;
            why: string;
            /** @default null */
            builtOn: string | null;
            /** @enum {string} */
            still: "runs" | "gone" | "unknown";
            /**
             * @default unknown
             * @enum {string}
             */
            builderHere: "yes" | "no" | "unknown";
        } | {
            /** @constant */
            part: "assessment";
            fits: boolean;
            words: string;
        } | {
            /** @constant */
            part: "check";
            words: string;
            by: string;
        } | {
            /** @constant */
            part: "rule";
            when: string;
            /** @enum {string} */
            to: "person" | "ai";
            /** @enum {string} */
            stake: "stress" | "money" | "legal" | "none";
        } | {
            /** @constant */
            part: "answer";
            automate: boolean;
            reason: string;
        } | {
            /** @constant */
            part: "pressure";
            /** @enum {string} */
            from: "board" | "competitors" | "process" | "other";
            words: string;
        } | {
            /** @constant */
            part: "consequence";
            /** @enum {string} */
            bearer: "customer" | "organisation" | "others";
            words: string;
            /** @default null */
            amount: string | null;
        } | {
            /** @constant */
            part: "complaint";
            kind: string;
            /** Format: date-time */
            at: string;
            hoursToSurface: number;
            cleanUpHours: number;
        } | {
            /** @constant */
            part: "automation";
            /** Format: date-time */
            at: string;
            words: string;
        };
        SeamPartBodyInput: {
            /** @constant */
            part: "context";
            name: string;
            why: string;
            lives: {
                /** @constant */
                kind: "system";
                system: string;
                field: string;
            } | {
                /** @constant */
                kind: "head";
                whose: string;
            } | {
                /** @constant */
                kind: "nowhere";
            };
            /** @default null */
            unwritten: ("extra-attention" | "looks-standard" | "skipped-step") | null;
        } | {
            /** @constant */
            part: "workaround";
            /** @enum {string} */
            side: "from" | "to";
            /** @enum {string} */
            kind: "spreadsheet" | "meeting" | "person" | "other";
            words: string;
            hoursPerWeek: number;
            people: number;
            rate: string;
        } | {
            /** @constant */
            part: "covering";
            who: string;
            words: string;
            /** @default null */
            capturedAs: string | null;
        } | {
            /** @constant */
            part: "connection";
            name: string;
            builtBy: string;
            why: string;
            /** @default null */
            builtOn: string | null;
            /** @enum {string} */
            still: "runs" | "gone" | "unknown";
            /**
             * @default unknown
             * @enum {string}
             */
            builderHere: "yes" | "no" | "unknown";
        } | {
            /** @constant */
            part: "assessment";
            fits: boolean;
            words: string;
        } | {
            /** @constant */
            part: "check";
            words: string;
            by: string;
        } | {
            /** @constant */
            part: "rule";
            when: string;
            /** @enum {string} */
            to: "person" | "ai";
            /** @enum {string} */
            stake: "stress" | "money" | "legal" | "none";
        } | {
            /** @constant */
            part: "answer";
            automate: boolean;
            reason: string;
        } | {
            /** @constant */
            part: "pressure";
            /** @enum {string} */
            from: "board" | "competitors" | "process" | "other";
            words: string;
        } | {
            /** @constant */
            part: "consequence";
            /** @enum {string} */
            bearer: "customer" | "organisation" | "others";
            words: string;
            /** @default null */
            amount: string | null;
        } | {
            /** @constant */
            part: "complaint";
            kind: string;
            /** Format: date-time */
            at: string;
            hoursToSurface: number;
            cleanUpHours: number;
        } | {
            /** @constant */
            part: "automation";
            /** Format: date-time */
            at: string;
            words: string;
        };
        SeamReasonRequest: {
            reason: string;
        };
        SeamSignal: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            signal: "renamed-field" | "changed-type" | "new-value" | "missing-context" | "off-contract" | "volume" | "silence" | "incomplete";
            field: string;
            sentence: string;
            /** Format: date-time */
            firstAt: string;
            /** Format: date-time */
            lastAt: string;
            seen: number;
            told: components["schemas"]["PersonRef"][];
            alert: {
                /** Format: uuid */
                id: string;
                sentence: string;
            } | null;
            resolved: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                /** @enum {string} */
                verdict: "mended" | "noise";
                note: string;
            } | null;
        };
        SeamWorkflowRequest: {
            workflow: string;
            stands: boolean;
        };
        SectionVersions: {
            items: {
                text: string;
                author: components["schemas"]["PersonRef"];
                /** Format: date-time */
                at: string;
            }[];
        };
        SendAgainRequest: {
            record?: string;
        };
        SentAgain: {
            /** Format: uuid */
            runId: string;
            duplicate: boolean;
        };
        Session: {
            person: {
                id: string;
                name: string;
                email: string;
            };
            workspace: {
                id: string;
                name: string;
            };
            /** @enum {string} */
            role: "admin" | "member" | "viewer";
            permissions: string[];
        };
        SetEnoughRequest: {
            share: number;
            reason: string;
        };
        SetHumanFirstRequest: {
            percent: number;
            /** @default  */
            field: string;
            reason: string;
        };
        SetSpendLimitRequest: {
            /** @enum {string} */
            period: "run" | "day" | "month";
            limit: components["schemas"]["Amount"] | null;
            reason: string;
        };
        SetUnitRequest: {
            unit: string;
        };
        SetWarningsRequest: {
            percents: number[];
            reason: string;
        };
        SettleRequest: {
            words: string;
        };
        SetupRequest: {
            code: string;
            workspace: string;
            name: string;
            /** Format: email */
            email: string;
            password: string;
        };
        SetupState: {
            needed: boolean;
            example: {
                email: string;
                password: string;
            } | null;
        };
        ShadowBatch: {
            records: components["schemas"]["ShadowRecord"][];
        };
        ShadowRecord: {
            /** Format: uuid */
            id: string;
            workflow: string;
            /** Format: uuid */
            change: string;
            /** Format: uuid */
            runId: string;
            unitKey: string;
            /** Format: date-time */
            at: string;
            /** @enum {string} */
            liveRoute: "automatic" | "review" | "human" | "existing-process";
            /** @enum {string} */
            route: "automatic" | "review" | "human" | "existing-process";
            reasonCode: string;
            reasonMessage: string;
            called: boolean;
            failure?: string | null;
            sameOutput?: boolean | null;
            latencyMs: number;
            costAmount?: string | null;
            costCurrency?: string | null;
            spendLease?: string | null;
        };
        ShadowRequest: {
            percent: number;
        };
        ShadowState: {
            percent: number;
            n: number;
            failed: number;
            differing: number;
            share: {
                value: number;
                low: number;
                high: number;
            } | null;
            compared: number;
            sameOutput: number;
            pairs: {
                /** @enum {string} */
                live: "automatic" | "review" | "human" | "existing-process";
                /** @enum {string} */
                shadow: "automatic" | "review" | "human" | "existing-process";
                n: number;
            }[];
            examples: {
                /** Format: uuid */
                runId: string;
                /** @enum {string} */
                live: "automatic" | "review" | "human" | "existing-process";
                /** @enum {string} */
                shadow: "automatic" | "review" | "human" | "existing-process";
                reason: string;
                /** Format: date-time */
                at: string;
            }[];
            sentence: string;
        };
        ShareEstimate: {
            share: number;
            standardError: number;
            interval: {
                low: number;
                high: number;
            };
            designEffect: number;
            judged: number;
            units: number;
        };
        SideAliasesRequest: {
            aliases: string[];
        };
        SideOwnerRequest: {
            person: string | null;
        };
        SignRequest: {
            duty: string;
            hash: string;
        };
        SnoozeRequest: {
            /** Format: date-time */
            until: string;
        };
        SpendDay: {
            /** Format: date */
            day: string;
            amount: string;
            shadows: string;
            called: number;
            unpriced: number;
        };
        SpendForecast: {
            /** @constant */
            kind: "forecast";
            amount: string;
            low: string;
            high: string;
            currency: string;
            n: number;
        } | {
            /** @constant */
            kind: "not-enough-yet";
            n: number;
            needed: number;
        };
        SpendLease: {
            /** Format: uuid */
            id: string;
            holder: string;
            /** Format: date */
            day: string;
            /** @enum {string} */
            state: "open" | "lapsed";
            amount: components["schemas"]["Amount"];
            spent: string;
            held: string;
            recorded: string;
            runs: number;
            /** Format: date-time */
            heardAt: string;
            /** Format: date-time */
            expiresAt: string;
            free: string | null;
            /** Format: date-time */
            reconciledAt: string;
        };
        SpendLeaseAnswer: {
            /** Format: uuid */
            lease: string;
            seq: number;
            upTo: string | null;
            ttlMs: number;
            refused: {
                /** @enum {string} */
                period: "day" | "month";
                sentence: string;
            } | null;
            spare: boolean;
            highest: components["schemas"]["Amount"] | null;
            prices: components["schemas"]["TokenPrices"][];
        };
        SpendLeaseRequest: {
            /** Format: uuid */
            lease: string;
            /** Format: date */
            day: string;
            currency: string;
            seq: number;
            spent: string;
            held: string;
            floor: string;
            need: string;
            want: string;
            least: string;
            ends: boolean;
            holder: string;
        };
        SpendLimit: {
            /** @enum {string} */
            period: "run" | "day" | "month";
            limit: components["schemas"]["Amount"] | null;
            /** @enum {string} */
            from: "manifest" | "person" | "nobody";
            manifest: components["schemas"]["Amount"] | null;
            set: {
                limit: components["schemas"]["Amount"];
                by: components["schemas"]["PersonRef"];
                /** Format: date-time */
                at: string;
                reason: string;
            } | null;
            passedOver: string | null;
        };
        StageHistory: {
            items: components["schemas"]["StageMove"][];
        };
        StageMove: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "advanced" | "went-back" | "on-hold" | "taken-up" | "retired";
            /** @enum {string} */
            from: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
            /** @enum {string} */
            to: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
            /** Format: date-time */
            at: string;
            by: components["schemas"]["PersonRef"];
            reason: string | null;
            playbook: string;
            verdicts: {
                criterion: string;
                name: string;
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
                waivedBy: string | null;
            }[];
        };
        StageState: {
            /** @enum {string} */
            id: "design" | "pilot" | "readiness" | "transfer" | "launch" | "operation";
            name: string;
            question: string;
            weeks: {
                from: number;
                to: number | null;
            };
            rolloutAtMost: number;
            /** @enum {string} */
            state: "left" | "present" | "ahead";
            enteredAt: string | null;
            leftAt: string | null;
            open: number;
            warnings: string[];
            criteria: components["schemas"]["CriterionState"][];
        };
        StartChangeRequest: {
            contentHash: string;
        };
        StopDrillRequest: {
            /** @default  */
            reason: string;
        };
        StrikeEntryRequest: {
            /** Format: uuid */
            entry: string;
            reason: string;
        };
        TakenIn: {
            accepted: number;
            duplicates: number;
            rejected: {
                index: number;
                errors: {
                    path: string;
                    message: string;
                }[];
            }[];
        };
        TargetReport: {
            windowDays: number;
            lines: {
                /** @enum {string} */
                aspect: "output" | "speed" | "cost";
                /** @enum {string} */
                measure: "failure-share" | "automatic-share" | "human-share" | "override-share" | "edit-share" | "kept-share" | "flag-share" | "input-quality" | "latency-p95" | "cost-per-run";
                name: string;
                unit: string;
                /** @enum {string} */
                bound: "at-least" | "at-most";
                target: number;
                currency: string | null;
                /** @enum {string} */
                source: "manifest" | "target";
                value: number | null;
                low: number | null;
                high: number | null;
                n: number;
                needed: number | null;
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
            }[];
        };
        TargetRequest: {
            /** @enum {string} */
            measure: "failure-share" | "automatic-share" | "human-share" | "override-share" | "edit-share" | "kept-share" | "flag-share" | "input-quality" | "latency-p95" | "cost-per-run";
            /** @enum {string} */
            bound: "at-least" | "at-most";
            value: number | null;
        };
        TargetState: {
            /** @enum {string} */
            measure: "failure-share" | "automatic-share" | "human-share" | "override-share" | "edit-share" | "kept-share" | "flag-share" | "input-quality" | "latency-p95" | "cost-per-run";
            name: string;
            unit: string;
            /** @enum {string} */
            bound: "at-least" | "at-most";
            value: number;
            setBy: components["schemas"]["PersonRef"];
            /** Format: date-time */
            setAt: string;
        };
        TellActRequest: {
            /** @enum {string} */
            kind: "joint-session" | "joint-incident" | "joint-review" | "retrospective" | "training" | "practised" | "weekly-review" | "monthly-review" | "management-direction" | "notice-sent" | "notice-answered" | "operations-joined" | "build-started" | "requirement-shaped" | "concern-raised" | "concern-closed" | "call-tested" | "alert-exercised" | "fallback-used" | "deviation-noted" | "mandates-accepted" | "leadership-looked" | "vendor-agreement" | "counted-on" | "failure-felt" | "kept-with-builders" | "data-compared";
            /** Format: date-time */
            at: string;
            /** @default [] */
            people: string[];
            /** @default {} */
            details: {
                [key: string]: string;
            };
        };
        TellFeedbackRequest: {
            /**
             * @default output
             * @enum {string}
             */
            kind: "output" | "reliability";
            /** Format: uuid */
            runId?: string;
            reporter?: {
                id: string;
                name: string;
            };
            /**
             * @default rest
             * @enum {string}
             */
            via: "screen" | "rest";
            /** @default  */
            note: string;
            right?: string;
        };
        ThresholdDecision: {
            /** @enum {string} */
            decision: "accepted" | "declined";
        };
        ThresholdProposal: {
            /** Format: uuid */
            id: string;
            signal: string;
            factor: number;
            noise: number;
            judged: number;
            /** Format: date-time */
            proposedAt: string;
            sentence: string;
        };
        TokenPrices: {
            model: string;
            input: string;
            output: string;
            cacheRead: string | null;
            cacheWrite: string | null;
            above: {
                tokens: number;
                input: string;
                output: string;
                cacheRead: string | null;
                cacheWrite: string | null;
            }[];
        };
        Told: {
            ways: {
                /** @enum {string} */
                way: "email" | "slack";
                available: boolean;
                address: string;
                why: string | null;
            }[];
            choices: {
                /** @enum {string} */
                severity: "urgent" | "today" | "note";
                ways: ("email" | "slack")[];
                chosen: boolean;
            }[];
        };
        ToldAct: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "joint-session" | "joint-incident" | "joint-review" | "retrospective" | "training" | "practised" | "weekly-review" | "monthly-review" | "management-direction" | "notice-sent" | "notice-answered" | "operations-joined" | "build-started" | "requirement-shaped" | "concern-raised" | "concern-closed" | "call-tested" | "alert-exercised" | "fallback-used" | "deviation-noted" | "mandates-accepted" | "leadership-looked" | "vendor-agreement" | "counted-on" | "failure-felt" | "kept-with-builders" | "data-compared";
            name: string;
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            toldAt: string;
            by: components["schemas"]["PersonRef"];
            people: components["schemas"]["PersonRef"][];
            details: {
                [key: string]: string;
            };
            struck: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                reason: string;
            } | null;
        };
        TraceSource: {
            service: string;
            name: string;
            /** @enum {string} */
            state: "mapped" | "unmapped" | "ignored";
            workflow: {
                slug: string;
                name: string;
            } | null;
            proposal: {
                slug: string;
                name: string;
            } | null;
            unitAttribute: string | null;
            waitSeconds: number;
            runs: number;
            waiting: number;
            late: number;
            lateByMs: number;
            /** Format: date-time */
            lastAt: string;
        };
        TraceSourceList: {
            items: components["schemas"]["TraceSource"][];
            late: number;
        };
        Transfer: {
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            state: "planned" | "accepted" | "done" | "cancelled" | "handed-back";
            /** Format: date-time */
            at: string;
            zone: string;
            when: string;
            from: components["schemas"]["PersonRef"];
            to: components["schemas"]["PersonRef"];
            backup: components["schemas"]["PersonRef"];
            moves: {
                duty: {
                    id: string;
                    name: string;
                };
                to: components["schemas"]["PersonRef"];
            }[];
            /** Format: date-time */
            parallelSince: string;
            settleDays: number;
            supportDays: number;
            /** Format: date-time */
            freezeFrom: string;
            plannedBy: components["schemas"]["PersonRef"];
            /** Format: date-time */
            plannedAt: string;
            acceptedAt: string | null;
            held: {
                /** Format: date-time */
                at: string;
                because: components["schemas"]["TransferBlock"][];
            } | null;
            doneAt: string | null;
            lateMs: number | null;
            ended: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                reason: string;
            } | null;
        };
        TransferBlock: {
            /** @enum {string} */
            code: "not-accepted" | "receiver" | "moving-target" | "duty" | "stage";
            sentence: string;
            mend: string;
        };
        TransferView: {
            workflow: components["schemas"]["WorkflowRef"];
            transfer: components["schemas"]["Transfer"] | null;
            blocks: components["schemas"]["TransferBlock"][];
            frozen: boolean;
            support: components["schemas"]["EarlySupport"] | null;
            past: components["schemas"]["Transfer"][];
            defaults: {
                moves: {
                    id: string;
                    name: string;
                }[];
                mayMove: {
                    id: string;
                    name: string;
                }[];
                parallelDays: number;
                settleDays: number;
                supportDays: number;
                /** Format: date-time */
                earliest: string;
            };
            acts: {
                /** @enum {string} */
                act: "plan" | "accept" | "postpone" | "cancel" | "hand-back" | "check" | "close";
                may: boolean;
                who: components["schemas"]["PersonRef"][];
            }[];
        };
        TrustPage: {
            workflow: {
                slug: string;
                name: string;
            };
            release: {
                hash: string;
                name: string;
            } | null;
            /** Format: date-time */
            from: string;
            right: {
                k: number;
                n: number;
                interval: {
                    low: number;
                    high: number;
                } | null;
            };
            sampled: components["schemas"]["ShareEstimate"] | null;
            enough: {
                share: number;
                by: components["schemas"]["PersonRef"] | null;
                at: string | null;
            };
            calibration: {
                n: number;
                ece: number;
                eceEqualMass: number;
                brier: number;
                miscalibration: number;
                discrimination: number;
                uncertainty: number;
            } | null;
            noDiagram: string | null;
            diagram: {
                stated: number;
                came: number;
                low: number;
                high: number;
            }[];
            parts: {
                /** @enum {string} */
                kind: "release" | "slice";
                name: string;
                label: string;
                right: {
                    k: number;
                    n: number;
                    interval: {
                        low: number;
                        high: number;
                    } | null;
                };
                ece: number | null;
                brier: number | null;
            }[];
            wrongSlices: {
                where: {
                    slice: string;
                    label: string;
                }[];
                wrong: {
                    k: number;
                    n: number;
                    interval: {
                        low: number;
                        high: number;
                    } | null;
                };
                elsewhere: {
                    k: number;
                    n: number;
                };
                effect: {
                    low: number;
                    high: number;
                    value: number;
                };
            }[];
            guidance: {
                lines: components["schemas"]["GuidanceLine"][];
                contentHash: string;
                confirmation: {
                    by: components["schemas"]["PersonRef"];
                    /** Format: date-time */
                    at: string;
                    release: {
                        hash: string;
                        name: string;
                    };
                    stale: ("release" | "words") | null;
                } | null;
                mayConfirm: components["schemas"]["PersonRef"][];
            };
            reliance: {
                share: {
                    percent: number;
                    field: string;
                    by: components["schemas"]["PersonRef"];
                    /** Format: date-time */
                    at: string;
                } | null;
                maySet: components["schemas"]["PersonRef"][];
                fields: string[];
                least: number;
                people: number;
                figures: components["schemas"]["RelianceFigures"] | null;
                teams: {
                    team: string;
                    people: number;
                    figures: components["schemas"]["RelianceFigures"];
                }[];
                hiddenTeams: string | null;
                mine: components["schemas"]["RelianceFigures"] | null;
                persons: components["schemas"]["PersonRef"][];
                practised: {
                    people: number;
                    figures: {
                        planted: components["schemas"]["Proportion"];
                        sound: components["schemas"]["Proportion"];
                    } | null;
                    sentence: string | null;
                    teams: {
                        planted: components["schemas"]["Proportion"];
                        sound: components["schemas"]["Proportion"];
                        team: string;
                        people: number;
                    }[];
                    hiddenTeams: string | null;
                    mine: {
                        planted: components["schemas"]["Proportion"];
                        sound: components["schemas"]["Proportion"];
                    } | null;
                };
            };
            offFlow: {
                /** @enum {string} */
                reason: "no-release" | "lease-expired" | "paused" | "duplicate" | "input-contract" | "input-rule" | "input-rule-error" | "outside-rollout" | "budget" | "call-failed" | "no-output" | "output-contract" | "output-rule" | "output-rule-error" | "low-confidence" | "qa-sample" | "clear";
                rule: string | null;
                message: string;
                units: number;
                /** Format: uuid */
                runId: string;
                unitKey: string;
            }[];
        };
        TrustWeek: {
            /** Format: date-time */
            from: string;
            flags: number;
            reliability: number;
            decisions: number;
            overridden: number;
            bypassed: number;
        };
        UnitsRequest: {
            workflow: string;
            units: unknown[];
            /** @default false */
            preview: boolean;
        };
        Unknowable: {
            question: string;
            sentence: string;
            log: string[];
        };
        UnpricedRuns: {
            model: string | null;
            /** @enum {string} */
            why: "no-prices" | "no-model" | "unknown-model" | "no-tokens";
            sentence: string;
            n: number;
            /** Format: date-time */
            lastAt: string;
        };
        ValuePage: {
            workflow: {
                slug: string;
                name: string;
                live: boolean;
            };
            sentence: string;
            /** @enum {string} */
            verdict: "met" | "unmet" | "unknown";
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            days: number;
            currency: string | null;
            committedValue: string | null;
            otherCosts: {
                currency: string;
                amount: string;
            }[];
            cost: string | null;
            maintenance: string;
            time: {
                hours: number;
                known: number;
                unknown: number;
                cost: string | null;
                rate: {
                    rate: string;
                    currency: string;
                    basis: string;
                    /** Format: date-time */
                    at: string;
                    by: components["schemas"]["PersonRef"];
                } | null;
            };
            influence: components["schemas"]["Proportion"] | null;
            perInfluenced: {
                low: number;
                high: number;
                value: number;
            } | null;
            value: {
                low: number;
                high: number;
            } | null;
            breakEven: {
                low: number;
                high: number | null;
            } | null;
            shortfall: {
                days: number;
                projected: number;
                missing: {
                    low: number;
                    high: number;
                };
            } | null;
            promise: {
                month: string;
                days: number;
                promised: number;
                came: {
                    low: number;
                    high: number;
                } | null;
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
            }[];
            payback: {
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                earliest: number | null;
                latest: number | null;
                invested: {
                    low: number;
                    high: number;
                } | null;
                sentence: string;
            };
            approval: {
                /** @enum {string} */
                state: "not-asked" | "asked" | "approved" | "refused" | "lapsed" | "outgrown";
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
                /** @enum {string} */
                duty: "finance" | "spend";
                approver: components["schemas"]["PersonRef"] | null;
                month: string | null;
                requests: {
                    /** Format: uuid */
                    id: string;
                    amount: string;
                    currency: string;
                    why: string;
                    /** Format: date-time */
                    at: string;
                    by: components["schemas"]["PersonRef"];
                    answer: {
                        /** @enum {string} */
                        verdict: "approved" | "refused";
                        reason: string;
                        until: string | null;
                        /** Format: date-time */
                        at: string;
                        by: components["schemas"]["PersonRef"];
                    } | null;
                }[];
                mayAnswer: boolean;
            };
            lostAtHandoff: {
                low: number;
                high: number;
            } | null;
            perDecision: {
                low: number;
                high: number;
                basis: string;
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
            } | null;
            phases: {
                /** @enum {string} */
                phase: "prototype" | "transition" | "operation" | "maintenance";
                planned: string | null;
                requested: string | null;
                plannedByNow: string | null;
                committed: string | null;
                actual: string | null;
                hours: number;
                /** @enum {string} */
                withinPlan: "met" | "unmet" | "unknown";
            }[];
            handoff: {
                share: number | null;
                owner: string | null;
                at: string | null;
                missing: ("effort" | "plan" | "owner")[];
                isLeast: boolean;
                sentence: string;
            };
            delivered: {
                /** @enum {string} */
                id: "deployed" | "on-time" | "budget" | "accuracy";
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
            }[];
            arrived: {
                /** @enum {string} */
                id: "adoption" | "impact";
                /** @enum {string} */
                verdict: "met" | "unmet" | "unknown";
                sentence: string;
            }[];
            signs: {
                /** @enum {string} */
                sign: "no-impact" | "flat-impact" | "below-promise" | "upkeep-without-value" | "handoff-least";
                sentence: string;
            }[];
            speed: {
                unit: string;
                /** @enum {string} */
                verdict: "faster" | "slower" | "same" | "unknown" | "first";
                sentence: string;
            } | null;
            entries: components["schemas"]["MoneyEntry"][];
            businessOwner: components["schemas"]["PersonRef"] | null;
            mayBook: boolean;
        };
        VerdictRequest: {
            /** @enum {string} */
            verdict: "wrong" | "right" | "unclear" | "elsewhere" | "reliability";
            /** @default  */
            answer: string;
            /** Format: uuid */
            failureCaseId?: string;
            newFailureCase?: {
                name: string;
                /** @default  */
                guidance: string;
            };
        };
        WaiveRequest: {
            criterion: string;
            reason: string;
            /** Format: date-time */
            expiresAt: string;
        };
        Waiver: {
            /** Format: uuid */
            id: string;
            criterion: string;
            criterionName: string;
            reason: string;
            by: components["schemas"]["PersonRef"];
            /** Format: date-time */
            at: string;
            /** Format: date-time */
            expiresAt: string;
            /** @enum {string} */
            state: "holds" | "lapsed" | "ended";
            ended: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                reason: string;
            } | null;
        };
        Watch: {
            /** Format: date-time */
            at: string;
            person: components["schemas"]["PersonRef"] | null;
            rule: ("daily-care" | "backup" | "business-owner" | "admin") | null;
            orphaned: boolean;
            sentence: string;
        };
        WatchList: {
            items: {
                workflow: components["schemas"]["WorkflowRef"];
                watch: components["schemas"]["Watch"];
                problems: components["schemas"]["DutyProblem"][];
            }[];
        };
        WindowDifference: {
            id: string;
            name: string;
            /** @enum {string} */
            group: "inputs" | "quality" | "people" | "cost" | "silence";
            /** @enum {string} */
            unit: "%" | "ms" | "money" | "tokens" | "distance";
            reference: {
                value: number | null;
                low: number | null;
                high: number | null;
                n: number;
            };
            current: {
                value: number | null;
                low: number | null;
                high: number | null;
                n: number;
            };
            distance: number | null;
            /** @enum {string} */
            verdict: "same" | "moved" | "unknown";
            sentence: string;
        };
        WorkflowAlerts: {
            workflow: {
                slug: string;
                name: string;
            };
            open: components["schemas"]["Alert"][];
            maintenance: components["schemas"]["MaintenanceWindow"][];
            proposals: components["schemas"]["ThresholdProposal"][];
            widened: {
                signal: string;
                factor: number;
                by: components["schemas"]["PersonRef"];
                /** Format: date-time */
                at: string;
            }[];
            mayDecide: boolean;
            whoMayDecide: components["schemas"]["PersonRef"][];
        };
        WorkflowAudit: {
            workflow: {
                slug: string;
                name: string;
            };
            /** Format: date-time */
            lookedAt: string;
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
            report: components["schemas"]["AuditReport"];
        };
        WorkflowDetail: {
            /** Format: uuid */
            id: string;
            slug: string;
            name: string;
            purpose: string;
            activeRelease: {
                hash: string;
                name: string;
                /** Format: date-time */
                activatedAt: string;
            } | null;
            rolloutPercent: number;
            candidate: {
                hash: string;
                name: string;
                percent: number;
            } | null;
            paused: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                reason: string;
            } | null;
            last24h: components["schemas"]["RouteCounts"];
            waiting: number;
            overdue: number;
            lastRunAt: string | null;
            card: components["schemas"]["Card"] | null;
            releases: components["schemas"]["Release"][];
            people: components["schemas"]["PersonRef"][];
            manifest: unknown | null;
        };
        WorkflowList: {
            items: components["schemas"]["WorkflowSummary"][];
        };
        WorkflowPlaybook: {
            playbook: components["schemas"]["Playbook"];
            hash: string;
            chosenAt: string | null;
            chosenBy: components["schemas"]["PersonRef"] | null;
            reason: string | null;
            newer: string | null;
            mayChoose: boolean;
        };
        WorkflowRef: {
            slug: string;
            name: string;
        };
        WorkflowSpend: {
            workflow: components["schemas"]["WorkflowRef"];
            sentence: string;
            month: string;
            /** Format: date */
            today: string;
            currency: string | null;
            limits: components["schemas"]["SpendLimit"][];
            atLimit: {
                /** @enum {string} */
                kind: "human" | "alert" | "cheaper-model";
                sentence: string;
            };
            warnAt: number[];
            day: {
                recorded: string;
                counted: string;
            };
            monthSoFar: {
                recorded: string;
                counted: string;
            };
            otherCurrencies: components["schemas"]["Amount"][];
            forecast: components["schemas"]["SpendForecast"];
            days: components["schemas"]["SpendDay"][];
            runs: {
                called: number;
                priced: number;
                unpriced: number;
                costPerRun: string | null;
                kept: number;
                costPerKept: string | null;
                heldByBudget: number;
            };
            shadows: {
                recorded: string;
                n: number;
                unpriced: number;
            };
            unpriced: components["schemas"]["UnpricedRuns"][];
            leases: components["schemas"]["SpendLease"][];
            holder: components["schemas"]["PersonRef"] | null;
            mayChange: boolean;
            prices: components["schemas"]["PriceListFact"] | null;
            history: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                /** @enum {string} */
                period: "run" | "day" | "month";
                limit: components["schemas"]["Amount"] | null;
                before: components["schemas"]["Amount"] | null;
                reason: string;
            }[];
        };
        WorkflowSummary: {
            /** Format: uuid */
            id: string;
            slug: string;
            name: string;
            purpose: string;
            activeRelease: {
                hash: string;
                name: string;
                /** Format: date-time */
                activatedAt: string;
            } | null;
            rolloutPercent: number;
            candidate: {
                hash: string;
                name: string;
                percent: number;
            } | null;
            paused: {
                /** Format: date-time */
                at: string;
                by: components["schemas"]["PersonRef"];
                reason: string;
            } | null;
            last24h: components["schemas"]["RouteCounts"];
            waiting: number;
            overdue: number;
            lastRunAt: string | null;
        };
        WorkspaceSpend: {
            sentence: string;
            month: string;
            /** Format: date */
            today: string;
            items: {
                workflow: components["schemas"]["WorkflowRef"];
                currency: string | null;
                recorded: string;
                counted: string;
                limit: components["schemas"]["Amount"] | null;
                forecast: components["schemas"]["SpendForecast"];
                called: number;
                unpriced: number;
                holder: components["schemas"]["PersonRef"] | null;
            }[];
            totals: components["schemas"]["Amount"][];
            prices: components["schemas"]["PriceListFact"] | null;
        };
        WriteSectionRequest: {
            text: string;
            basedOn: string | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    setupState: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SetupState"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetupRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ok"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPeople: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PeopleList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addPerson: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddPersonRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePerson: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePersonRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResetPasswordRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Person"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPrivacy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Privacy"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPrivacy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PrivacyRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Privacy"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateKeyRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedKey"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ok"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWorkflows: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addRelease: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ManifestRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseCreated"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRelease: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                hash: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReleaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pauseWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PauseRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gateState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GateState"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RouteRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RouteAnswer"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    figures: {
        parameters: {
            query: {
                from: string;
                to: string;
                step?: "hour" | "day";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figures"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                workflow?: string;
                route?: "automatic" | "review" | "human" | "existing-process";
                reason?: "no-release" | "lease-expired" | "paused" | "duplicate" | "input-contract" | "input-rule" | "input-rule-error" | "outside-rollout" | "budget" | "call-failed" | "no-output" | "output-contract" | "output-rule" | "output-rule-error" | "low-confidence" | "qa-sample" | "clear";
                rule?: string;
                status?: "ok" | "failed" | "not-called";
                release?: string;
                unitKey?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendRuns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunBatch"];
                "application/x-ndjson": string;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunBatchResult"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendOwnAnswer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HostAnswerRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostAnswerKept"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendDecisions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    decisions: components["schemas"]["DecisionRequest"][];
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                        duplicates: number;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listQuarantine: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinePage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendAgain: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SendAgainRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SentAgain"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    eraseSubject: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    subject: string;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        erased: number;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCases: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "open" | "completed" | "handed-over";
                workflow?: string;
                kind?: "review" | "exception" | "failure" | "qa-sample";
                whose?: "anyone" | "mine" | "unassigned";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renewClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimHeld"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Claim"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseClaim: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimHeld"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecideRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerCaseFirst: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnAnswerRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reassignCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReassignRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    correctCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CorrectRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rerunCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RerunRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listLedger: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                subject?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    latestCheckpoint: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LedgerCheckpoint"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportLedger: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPlaybooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addPlaybook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaybookText"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookAdded"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkPlaybook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlaybookText"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookCheck"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPlaybook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlaybookDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workflowPlaybook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowPlaybook"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    choosePlaybook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChoosePlaybookRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowPlaybook"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDuties: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyTable"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignDuties: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignDutiesRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyTable"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignDuty: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                duty: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignDutyRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyTable"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dutyAt: {
        parameters: {
            query?: {
                at?: string;
            };
            header?: never;
            path: {
                slug: string;
                duty: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DutyAt"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    watchOf: {
        parameters: {
            query?: {
                at?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Watch"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWatch: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WatchList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    myDuties: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyDuties"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRunbook: {
        parameters: {
            query?: {
                format?: "json" | "markdown";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Runbook"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmRunbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmRunbookRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Runbook"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importRunbook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ImportRunbookRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Runbook"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeRunbookNote: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Runbook"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHealth: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createBaseline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateBaselineRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Baseline"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compareWindows: {
        parameters: {
            query: {
                baseline?: string;
                referenceFrom?: string;
                referenceTo?: string;
                referenceRelease?: string;
                currentFrom: string;
                currentTo: string;
                currentRelease?: string;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Comparison"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "open" | "over" | "all";
                workflow?: string;
                seam?: string;
                mine?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoAnswerBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    snoozeAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnoozeRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stepAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertStepRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    morning: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Morning"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    alertPrecision: {
        parameters: {
            query?: {
                days?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPrecision"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    alertSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSettings"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAlertSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertSettingsRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSettings"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeMyQuietHours: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MyQuietHoursRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertSettings"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workflowAlerts: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowAlerts"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setMaintenance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MaintenanceRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowAlerts"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endMaintenance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoAnswerBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowAlerts"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideThreshold: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThresholdDecision"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowAlerts"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDrills: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginDrill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DrillRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    myDrills: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyDrills"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDrill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerPractice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PracticeAnswerRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listByHand: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ListRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    noticeFailure: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stopDrill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopDrillRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeDrill: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseDrillRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DrillDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanTransferRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AcceptTransferRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    postponeTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PostponeTransferRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndTransferRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EndTransferRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkSupportDay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CheckDayRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeSupport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseSupportRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TransferView"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    myTransfers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MyTransfers"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    leaseSpend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpendLeaseRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SpendLeaseAnswer"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workflowSpend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowSpend"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSpendLimit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetSpendLimitRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowSpend"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSpendWarnings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetWarningsRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowSpend"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveSpendLeaseBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                lease: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveLeaseBackRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowSpend"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCosts: {
        parameters: {
            query?: {
                workflow?: string;
                from?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CostList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspaceSpend: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceSpend"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChanges: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposeChangeRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeProposed"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changesForMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApprovers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approvers"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeEffect: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeEffect"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    editChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EditChangeRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeReason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApproveChangeRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sayNotYet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeReason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liftNotYet: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StartChangeRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stepChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeReason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    shadowChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShadowRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendShadowRuns: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShadowBatch"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        accepted: number;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollBackChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeReason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHandovers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getHandover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverStatus"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stageHistory: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StageHistory"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    advanceStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvanceRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverStatus"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    goBackStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GoBackRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverStatus"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdHandover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverReason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverStatus"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeUpHandover: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverReason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverStatus"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retireWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverReason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HandoverStatus"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Evidence"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tellAct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TellActRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToldAct"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    strikeAct: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverReason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ToldAct"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                document: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sectionVersions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                document: string;
                section: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SectionVersions"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeSection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                document: string;
                section: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WriteSectionRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                document: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                document: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setMoney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoneyRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Money"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TargetRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TargetState"][];
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openDisagreement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenDisagreementRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disagreement"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    settleDisagreement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Disagreement"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waiveCriterion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiveRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiver"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endWaiver: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandoverReason"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Waiver"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendUnits: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnitsRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenIn"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendOutcomes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OutcomesRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TakenIn"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAdoption: {
        parameters: {
            query?: {
                weeks?: number;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chooseDenominator: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DenominatorRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declareUnits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeclareUnitsRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmUnits: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmUnitsRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimCause: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimCauseRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setLeastDwell: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeastDwellRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdoptionPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrust: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmGuidance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfirmGuidanceRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setEnough: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetEnoughRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setHumanFirst: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetHumanFirstRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrustPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    personReliance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PersonReliance"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    caseGuidance: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseGuidance"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reviewBoard: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewBoard"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reviewCalendar: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewCalendar"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setReviewStart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReviewStartRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewCalendar"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reviewMarkdown: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/markdown": string;
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    holdReview: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HoldReviewRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeReviewAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloseActionRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewAction"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tellPolicyChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyChangeRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewCalendar"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerPolicyChange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyAnswerRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewCalendar"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    layInPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LayInPlanRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewCalendar"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCalendarFeeds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarFeedList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeCalendarFeed: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MakeFeedRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MadeFeed"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeCalendarFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CalendarFeedList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    calendarFeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/calendar": string;
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSampling: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplingPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    samplingSize: {
        parameters: {
            query?: {
                slices?: string;
                byConfidence?: "true" | "false";
                byRoute?: "true" | "false";
                within?: number;
                expected?: number;
                days?: number;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplingSize"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSamplingPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SamplingPlanRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplingPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSamplingPlan: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SamplingPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    nextSample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleNext"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    judgeSample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SampleVerdictRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SampleNext"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mySamples: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MySamples"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getValue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValuePage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bookMoney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoneyEntryRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValuePage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    strikeMoney: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StrikeEntryRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValuePage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askCost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskCostRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValuePage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerCost: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerCostRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValuePage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sayHourRate: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HourRateRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValuePage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportCosts: {
        parameters: {
            query?: {
                month?: string;
                unpriced?: "apart" | "rows";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportWorkflowCosts: {
        parameters: {
            query?: {
                month?: string;
                unpriced?: "apart" | "rows";
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sayDecisionWorth: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionWorthRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ValuePage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAudit: {
        parameters: {
            query?: {
                weeks?: number;
            };
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkflowAudit"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPortfolioAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortfolioAudit"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    writeDeliveryDefinition: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeliveryDefinitionRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDefinition"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPortfolio: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Portfolio"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPortfolioItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortfolioItem"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setUnit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetUnitRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortfolioItem"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerWorkflow: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeInitiatives: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InitiativesRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InitiativesTaken"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    linkInitiative: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkInitiativeRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InitiativeRef"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flagRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlagRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeptFlag"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    flagToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FlagTokenRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagToken"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFeedback: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "waiting" | "asked" | "answered" | "all";
                workflow?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    giveFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GiveFeedbackRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenFeedback"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    feedbackBoard: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackBoard"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tellFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TellFeedbackRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Receipt"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    judgeFeedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerdictRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setFeedbackTerms: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackTermsRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FeedbackBoard"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openFailureCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                slug: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenFailureCaseRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureCaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getFailureCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureCaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeFailureCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeFailureCaseRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureCaseDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listChannels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addChannel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddChannelRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAdded"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeChannelRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Channel"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    testChannel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateSecretRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelAdded"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                state?: "waiting" | "delivered" | "dead" | "dropped";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                delivery: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    told: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chooseTold: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChooseTold"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Told"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSeams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openSeam: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenSeamRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeSeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangeSeamRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSeamOwner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeamOwnerRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSideOwner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SideOwnerRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSideAliases: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SideAliasesRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tellSeamPart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeamPartBodyInput"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSeamPart: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                part: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeamReasonRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    closeSeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeamReasonRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        ok: true;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    standOnSeam: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeamWorkflowRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewSeamContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeamContractRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractPreview"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSeamContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SeamContractRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportSeamContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCrossings: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                only?: "all" | "bad" | "unsaid";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrossingPage"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    tellCrossing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CrossingRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CrossingAnswer"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveCrossing: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                crossing: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CrossingReceiptRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveSeamSignal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                signal: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveSignalRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamDetail"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepSeamFindings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeepFindingsRequest"];
            };
        };
        responses: {
            /** @description Done */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeamFindings"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTraceSources: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TraceSourceList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    mapTraceSource: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MapSourceRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TraceSourceList"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendScores: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScoresRequest"];
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScoresTaken"];
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** Format: email */
                    email: string;
                    password: string;
                    rememberMe?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    currentPassword: string;
                    newPassword: string;
                    revokeOtherSessions?: boolean;
                };
            };
        };
        responses: {
            /** @description Done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendTraces: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-protobuf": string;
                "application/json": {
                    resourceSpans?: {
                        /** @description With the attribute `service.name`. */
                        resource?: Record<string, never>;
                        scopeSpans?: {
                            spans?: Record<string, never>[];
                        }[];
                    }[];
                };
            };
        };
        responses: {
            /** @description On disk. Spans that can’t be used are told as a partial success, and need not be sent again; the others are kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-protobuf": string;
                    "application/json": {
                        partialSuccess?: {
                            /** @description A whole number, as text. */
                            rejectedSpans: string;
                            /** @description The first span that can’t be used, and why. */
                            errorMessage: string;
                        };
                    };
                };
            };
            /** @description No request of the protocol; it need not be sent again */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-protobuf": string;
                    "application/json": {
                        /** @constant */
                        code: 3;
                        message: string;
                    };
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    events: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream of events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description Not done, and why */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It lives */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
    readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description Not ready, and why */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
        };
    };
}
