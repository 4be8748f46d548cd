import type { Client, QueryResultRow } from 'pg'
import { DatabaseFailure, messageOf } from './failure.ts'

/** The role as which sessions work where row-level security doesn't bind the role of DATABASE_URL. */
const SESSION_ROLE = 'dayshift_app'

/**
 * The role as which sessions must begin so that row-level security binds them; `null`: as the one that signed in.
 *
 * A superuser or a role with BYPASSRLS works as `dayshift_app`, which is made here where it is missing and may create
 * tables in this database. Tables that another role owns already (the database was moved, or DATABASE_URL changed) are
 * worked on as their owner, if the one that signed in may.
 */
export async function sessionRole(client: Client): Promise<string | null> {
  const me = await one<{ name: string; database: string; bypasses: boolean }>(
    client,
    `select current_user as name, current_database() as database, rolsuper or rolbypassrls as bypasses
     from pg_roles where rolname = current_user`,
  )
  const owner = await one<{ name: string; bypasses: boolean; allowed: boolean }>(
    client,
    `select rolname as name, rolsuper or rolbypassrls as bypasses, pg_has_role(r.oid, 'member') as allowed
     from pg_class c join pg_roles r on r.oid = c.relowner where c.oid = to_regclass('dayshift_migrations')`,
  )
  if (owner && !owner.bypasses) {
    if (owner.name === me?.name) return null
    // A restored or copied database lacks what was granted on the one it came from.
    if (me?.bypasses && owner.name === SESSION_ROLE) await ensureSessionRole(client, me.name, me.database)
    if (owner.allowed) return owner.name
    throw new DatabaseFailure(
      'foreign-owner',
      `Cannot use the database "${me?.database}" as role "${me?.name}": its tables belong to "${owner.name}". ` +
        `Sign in as that role in DATABASE_URL, or run: grant "${owner.name}" to "${me?.name}"`,
    )
  }
  if (!me?.bypasses) return null
  await ensureSessionRole(client, me.name, me.database)
  return SESSION_ROLE
}

async function ensureSessionRole(client: Client, me: string, database: string): Promise<void> {
  try {
    const role = await one<{ bypasses: boolean }>(
      client,
      `select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = '${SESSION_ROLE}'`,
    )
    if (role?.bypasses) throw new Error(`the role "${SESSION_ROLE}" itself is a superuser or has BYPASSRLS`)
    // Several servers may start at once; the lock ends with the transaction.
    await client.query('begin')
    await client.query(`select pg_advisory_xact_lock(hashtext('dayshift session role'))`)
    await client.query(`do $$ begin
      if not exists (select from pg_roles where rolname = '${SESSION_ROLE}') then create role ${SESSION_ROLE} nologin; end if;
      begin
        perform set_config('role', '${SESSION_ROLE}', true);
        perform set_config('role', 'none', true);
      exception when insufficient_privilege then
        execute format('grant ${SESSION_ROLE} to %I', session_user);
      end;
      if not has_database_privilege('${SESSION_ROLE}', current_database(), 'create') then
        execute format('grant create, temporary, connect on database %I to ${SESSION_ROLE}', current_database());
      end if;
      if not has_schema_privilege('${SESSION_ROLE}', 'public', 'create') then grant usage, create on schema public to ${SESSION_ROLE}; end if;
      -- A grant by one who may not give it is only a warning.
      if not (has_database_privilege('${SESSION_ROLE}', current_database(), 'create') and has_schema_privilege('${SESSION_ROLE}', 'public', 'create')) then
        raise exception 'it may not create tables here';
      end if;
    end $$`)
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => {})
    throw new DatabaseFailure(
      'bypasses-row-security',
      `Cannot use the database "${database}" as role "${me}": it is a superuser or has BYPASSRLS, so that workspaces would ` +
        `not be kept apart, and the role "${SESSION_ROLE}" could not be made ready to work as (${messageOf(error)}). ` +
        "Give DATABASE_URL an ordinary role that owns its database: create role dayshift login password '…'; " +
        'create database dayshift owner dayshift;',
      error,
    )
  }
}

async function one<Row extends QueryResultRow>(client: Client, text: string): Promise<Row | undefined> {
  return (await client.query<Row>(text)).rows[0]
}
