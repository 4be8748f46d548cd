import { createWriteStream, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pipeline } from 'node:stream/promises'
import { LogRefusal, type OcelEvent, type OcelLog } from '@dayshift/core'
import { chunksOf, type LogFile } from './log-chunks.ts'

/** Reads OCEL 2.0 in SQLite; a packed one is unpacked beside, as SQLite reads files alone. */
export async function readOcelSqlite(log: LogFile): Promise<OcelLog> {
  if (log.packing === 'none') return readDatabase(log.path)
  const folder = mkdtempSync(join(tmpdir(), 'dayshift-ocel-'))
  try {
    const file = join(folder, 'log.sqlite')
    await pipeline(chunksOf(log), createWriteStream(file))
    return readDatabase(file)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function readDatabase(path: string): OcelLog {
  let database: DatabaseSync | null = null
  try {
    database = new DatabaseSync(path, { readOnly: true })
    return readTables(database)
  } catch (cause) {
    if (cause instanceof LogRefusal) throw cause
    throw new LogRefusal(`SQLite can't read it: ${cause instanceof Error ? cause.message : String(cause)}`)
  } finally {
    database?.close()
  }
}

type Row = Readonly<Record<string, unknown>>

function readTables(database: DatabaseSync): OcelLog {
  const tables = new Set(
    database
      .prepare("select name from sqlite_master where type in ('table', 'view')")
      .all()
      .map(({ name }) => text(name)),
  )
  for (const table of ['event', 'object', 'event_object', 'event_map_type']) {
    if (!tables.has(table)) throw new LogRefusal(`it is SQLite, but has no table "${table}" as OCEL 2.0 has it`)
  }
  const touched = new Map<string, string[]>()
  for (const row of database.prepare('select ocel_event_id, ocel_object_id from event_object').iterate()) {
    const event = text(row['ocel_event_id'])
    const objects = touched.get(event) ?? []
    objects.push(text(row['ocel_object_id']))
    touched.set(event, objects)
  }
  const said = new Map<string, Row>()
  for (const { ocel_type_map: name } of database.prepare('select ocel_type_map from event_map_type').all()) {
    const table = `event_${text(name)}`
    // The name comes from the file itself: only one that is a table of it is asked, in quotes.
    if (!tables.has(table)) continue
    for (const row of database.prepare(`select * from "${table.replaceAll('"', '""')}"`).iterate())
      said.set(text(row['ocel_id']), row)
  }
  const events: OcelEvent[] = []
  for (const row of database.prepare('select ocel_id, ocel_type from event').iterate()) {
    const id = text(row['ocel_id'])
    const own = said.get(id) ?? {}
    events.push({
      id,
      type: text(row['ocel_type']),
      time: text(own['ocel_time']),
      attributes: new Map(
        Object.entries(own)
          .filter(([name, value]) => name !== 'ocel_id' && name !== 'ocel_time' && value !== null)
          .map(([name, value]) => [name, text(value)]),
      ),
      objects: touched.get(id) ?? [],
    })
  }
  const objects = new Map<string, string>()
  for (const row of database.prepare('select ocel_id, ocel_type from object').iterate())
    objects.set(text(row['ocel_id']), text(row['ocel_type']))
  return { events, objects }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'bigint' ? String(value) : ''
}
