import { route } from '../common/route.ts'
import { MapSourceRequest, ScoresRequest, ScoresTaken, TraceSourceList } from './traces-wire.ts'

export const tracesRoutes = {
  listTraceSources: route({
    method: 'GET',
    path: '/traces/sources',
    tag: 'traces',
    summary: 'Where traces of OpenTelemetry come from (POST /v1/traces), and which workflow each is',
    permission: 'workflows:read',
    status: 200,
    response: TraceSourceList,
  }),
  mapTraceSource: route({
    method: 'POST',
    path: '/traces/sources',
    tag: 'traces',
    summary: 'Says which workflow a source of traces is; those that wait become runs',
    permission: 'handover:write',
    body: MapSourceRequest,
    status: 200,
    response: TraceSourceList,
  }),
  sendScores: route({
    method: 'POST',
    path: '/runs/scores',
    tag: 'runs',
    summary: 'Takes in what evaluators or people said of runs; the same word again changes nothing',
    permission: 'runs:write',
    body: ScoresRequest,
    status: 200,
    response: ScoresTaken,
  }),
}
