-- SPDX-License-Identifier: GPL-3.0-or-later
-- Rights as the PostgreSQL server keeps them, whatever program a station runs. Only PostgreSQL reads this.
--
-- The tables belong to whoever ran `init`. Stations connect as members of firstout_station, which owns nothing: row policies let them
-- write what the person who logged in may (table permission). Who that is, functions of the owner say: a log-in gives the session a
-- token that nobody can guess, and only its SHA-256 is in the table. pg_temp stands last in their search path: no table of a session's
-- own can pose as one of ours.

-- name: FUNCTIONS_SCRIPT
CREATE OR REPLACE FUNCTION firstout_digest (what TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE STRICT
SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT encode (sha256 (convert_to (what, 'UTF8')), 'hex') $$;

CREATE OR REPLACE FUNCTION firstout_token () RETURNS TEXT LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT public.firstout_digest (current_setting ('firstout.token', true)) $$;

-- A member of the role; a role that is not there has none.
CREATE OR REPLACE FUNCTION firstout_is (wanted NAME) RETURNS BOOLEAN LANGUAGE sql STABLE
SET search_path = pg_catalog, public, pg_temp
AS $$ SELECT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = wanted AND pg_has_role (session_user, oid, 'member')) $$;

-- The role of the session's person; 'owner': of the warehouse; 'anyone': there are no people yet; 'gateway'; 'nobody' logged in.
CREATE OR REPLACE FUNCTION firstout_role () RETURNS TEXT LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  found TEXT;
BEGIN
  SELECT p.role INTO found FROM session s JOIN person p ON p.person_id = s.person_id AND p.active = 1
  WHERE s.token = firstout_token () AND s.pid = pg_backend_pid ();
  IF found IS NOT NULL THEN
    RETURN found;
  ELSIF session_user = current_user THEN
    RETURN 'owner';
  ELSIF NOT EXISTS (SELECT 1 FROM person) THEN
    RETURN 'anyone';
  END IF;
  RETURN CASE WHEN firstout_is ('firstout_gateway') THEN 'gateway' ELSE 'nobody' END;
END $$;

CREATE OR REPLACE FUNCTION firstout_may (what TEXT) RETURNS BOOLEAN LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  who TEXT := firstout_role ();
BEGIN
  RETURN who IN ('anyone', 'owner')
    OR coalesce ((SELECT strpos (roles, ' ' || who || ' ') > 0 FROM permission WHERE act = what), who NOT IN ('nobody', 'auditor'));
END $$;

-- May this operation be written in this name? Where two must do it the second stands in operation_second already.
CREATE OR REPLACE FUNCTION firstout_may_operate (what TEXT, who TEXT, id BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  name TEXT;
BEGIN
  IF NOT firstout_may (what) THEN
    RETURN false;
  ELSIF firstout_role () IN ('anyone', 'owner', 'gateway') THEN
    RETURN true;
  END IF;
  SELECT p.name INTO name FROM session s JOIN person p ON p.person_id = s.person_id
  WHERE s.token = firstout_token () AND s.pid = pg_backend_pid ();
  RETURN coalesce (name, '') = who
    AND (NOT EXISTS (SELECT 1 FROM permission WHERE act = what AND second = 1)
         OR EXISTS (SELECT 1 FROM operation_second WHERE operation_id = id));
END $$;

-- Does PERSON stand beside, or is nobody else logged in anywhere?
CREATE OR REPLACE FUNCTION firstout_may_second (person TEXT, is_alone BIGINT) RETURNS BOOLEAN LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  mine session;
BEGIN
  IF firstout_role () IN ('anyone', 'owner') THEN
    RETURN true;
  END IF;
  SELECT * INTO mine FROM session WHERE token = firstout_token () AND pid = pg_backend_pid ();
  IF is_alone = 1 THEN
    RETURN person = '' AND mine.person_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM session s WHERE s.person_id <> mine.person_id
                      AND EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.pid = s.pid));
  END IF;
  RETURN person <> '' AND mine.second = person AND mine.second_us > (extract (epoch FROM clock_timestamp ()) * 1000000) - 120000000;
END $$;

-- The salt of a badge's PIN; a badge nobody has gets one too, always the same.
CREATE OR REPLACE FUNCTION firstout_salt (wanted TEXT) RETURNS TEXT LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  found TEXT;
  made TEXT;
BEGIN
  SELECT c.salt INTO found FROM person p JOIN person_secret c ON c.person_id = p.person_id WHERE p.badge = wanted AND p.active = 1;
  made := firstout_digest ((SELECT stored FROM person_secret WHERE person_id = 0) || wanted);
  RETURN coalesce (found, '$y$j9T$' || substr (made, 1, 21) || CASE WHEN substr (made, 30, 1) < '8' THEN '.' ELSE '/' END);
END $$;

-- Right: NULL and who. Wrong or locked: why. Counts the wrong ones of any badge.
CREATE OR REPLACE FUNCTION firstout_prove (wanted TEXT, proof TEXT, OUT why TEXT, OUT who person) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  now_us BIGINT := extract (epoch FROM clock_timestamp ()) * 1000000;
BEGIN
  DELETE FROM login_try t WHERE t.last_us < now_us - 604800000000 AND NOT EXISTS (SELECT 1 FROM person p WHERE p.badge = t.badge);
  INSERT INTO login_try (badge, tries, last_us) VALUES (wanted, 0, now_us) ON CONFLICT (badge) DO UPDATE SET last_us = now_us;
  IF (SELECT tries >= 5 FROM login_try WHERE badge = wanted) THEN
    why := 'locked';
    RETURN;
  END IF;
  SELECT p.* INTO who FROM person p JOIN person_secret c ON c.person_id = p.person_id
  WHERE p.badge = wanted AND p.active = 1 AND c.stored = firstout_digest (proof);
  IF who.person_id IS NULL THEN
    UPDATE login_try SET tries = tries + 1 WHERE badge = wanted;
    why := 'wrong';
  ELSE
    DELETE FROM login_try WHERE badge = wanted;
  END IF;
END $$;

-- 'wrong', 'locked', or 'ok <token>'.
CREATE OR REPLACE FUNCTION firstout_log_in (wanted TEXT, proof TEXT, at_station TEXT) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  answer RECORD;
  token TEXT := gen_random_uuid () || '-' || gen_random_uuid ();
BEGIN
  SELECT * INTO answer FROM firstout_prove (wanted, proof);
  IF answer.why IS NOT NULL THEN
    RETURN answer.why;
  END IF;
  DELETE FROM session s WHERE s.pid = pg_backend_pid () OR s.station = at_station;
  INSERT INTO session (token, person_id, station, pid, since_us, second, second_us)
  VALUES (firstout_digest (token), (answer.who).person_id, at_station, pg_backend_pid (),
          extract (epoch FROM clock_timestamp ()) * 1000000, '', 0);
  PERFORM set_config ('firstout.token', token, false);
  RETURN 'ok ' || token;
END $$;

-- After a connection was lost: the token proves the same person.
CREATE OR REPLACE FUNCTION firstout_resume (token TEXT) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  PERFORM set_config ('firstout.token', firstout_resume.token, false);
  UPDATE session s SET pid = pg_backend_pid () WHERE s.token = firstout_digest (firstout_resume.token);
  RETURN CASE WHEN FOUND THEN 'ok' ELSE 'wrong' END;
END $$;

-- A second connection of the same station, beside the first: a session of its own, in the same name. 'ok <token>'.
CREATE OR REPLACE FUNCTION firstout_join (token TEXT) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  own TEXT := gen_random_uuid () || '-' || gen_random_uuid ();
BEGIN
  INSERT INTO session (token, person_id, station, pid, since_us, second, second_us)
  SELECT firstout_digest (own), s.person_id, s.station, pg_backend_pid (), extract (epoch FROM clock_timestamp ()) * 1000000, '', 0
  FROM session s WHERE s.token = firstout_digest (firstout_join.token);
  IF NOT FOUND THEN
    RETURN 'wrong';
  END IF;
  PERFORM set_config ('firstout.token', own, false);
  RETURN 'ok ' || own;
END $$;

CREATE OR REPLACE FUNCTION firstout_log_out () RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  DELETE FROM session s WHERE s.token = firstout_token ();
  PERFORM set_config ('firstout.token', '', false);
  RETURN 'ok';
END $$;

-- Somebody else, with badge and PIN at the same station. 'ok <name>'.
CREATE OR REPLACE FUNCTION firstout_stand_by (wanted TEXT, proof TEXT) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  answer RECORD;
BEGIN
  SELECT * INTO answer FROM firstout_prove (wanted, proof);
  IF answer.why IS NOT NULL THEN
    RETURN answer.why;
  ELSIF (answer.who).role = 'auditor' THEN
    RETURN 'same';
  END IF;
  UPDATE session s SET second = (answer.who).name, second_us = extract (epoch FROM clock_timestamp ()) * 1000000
  WHERE s.token = firstout_token () AND s.pid = pg_backend_pid () AND s.person_id <> (answer.who).person_id;
  RETURN CASE WHEN FOUND THEN 'ok ' || (answer.who).name ELSE 'same' END;
END $$;

-- Names a person, with or without a new PIN ('' keeps the old one). The first one is an administrator with a PIN: nobody shuts the door
-- behind himself.
CREATE OR REPLACE FUNCTION firstout_put_person (id BIGINT, new_name TEXT, new_role TEXT, new_badge TEXT, is_active BIGINT,
                                                new_salt TEXT, new_stored TEXT) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF NOT firstout_may ('person') THEN
    RETURN 'missing';
  END IF;
  INSERT INTO person (person_id, name, role, badge, active) VALUES (id, new_name, new_role, new_badge, is_active)
  ON CONFLICT (person_id) DO UPDATE SET name = new_name, role = new_role, badge = new_badge, active = is_active;
  IF new_stored <> '' THEN
    INSERT INTO person_secret (person_id, salt, stored) VALUES (id, new_salt, new_stored)
    ON CONFLICT (person_id) DO UPDATE SET salt = new_salt, stored = new_stored;
    DELETE FROM login_try WHERE badge = new_badge;
  END IF;
  IF is_active = 0 THEN
    DELETE FROM session WHERE person_id = id;
  END IF;
  INSERT INTO person_secret (person_id, salt, stored) VALUES (0, '', gen_random_uuid ()::text) ON CONFLICT (person_id) DO NOTHING;
  RETURN 'ok';
END $$;

CREATE OR REPLACE FUNCTION firstout_unlock (wanted TEXT) RETURNS TEXT LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
BEGIN
  IF NOT firstout_may ('person-unlock') THEN
    RETURN 'missing';
  END IF;
  DELETE FROM login_try WHERE badge = wanted;
  RETURN 'ok';
END $$;

-- Who is where, and whose badge is locked: without what only the functions may see.
CREATE OR REPLACE FUNCTION firstout_about_person (id BIGINT) RETURNS TEXT LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
  SELECT (SELECT COUNT (*) FROM person_secret c WHERE c.person_id = id) || ' '
    || (SELECT COUNT (*) FROM person p JOIN login_try t ON t.badge = p.badge AND t.tries >= 5 WHERE p.person_id = id) || ' '
    || coalesce ((SELECT string_agg (DISTINCT s.station, ', ') FROM session s WHERE s.person_id = id
                  AND EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.pid = s.pid)), '')
$$;

-- Lets the stations' role do what policies allow, and nothing else: again after every change of the tables.
CREATE OR REPLACE PROCEDURE firstout_protect () LANGUAGE plpgsql
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  t TEXT;
  may TEXT;
  trail TEXT[] := ARRAY['operation', 'movement', 'operation_paper', 'operation_second', 'barcode_change', 'unit_step', 'carton_step',
                        'transfer_step', 'claim_step', 'second_seen', 'recall_told'];
  hidden TEXT[] := ARRAY['person_secret', 'login_try', 'session'];
  members TEXT := 'firstout_station, firstout_gateway';
BEGIN
  FOR t IN SELECT c.relname FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' LOOP
    EXECUTE format ('REVOKE ALL ON %I FROM PUBLIC, %s', t, members);
    EXECUTE format ('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format ('DROP POLICY IF EXISTS sees ON %I', t);
    EXECUTE format ('DROP POLICY IF EXISTS adds ON %I', t);
    EXECUTE format ('DROP POLICY IF EXISTS changes ON %I', t);
    EXECUTE format ('DROP POLICY IF EXISTS removes ON %I', t);
    CONTINUE WHEN t = ANY (hidden);
    EXECUTE format ('GRANT SELECT ON %I TO %s', t, members);
    EXECUTE format ('CREATE POLICY sees ON %I FOR SELECT USING (true)', t);
    CONTINUE WHEN t = 'migration';
    may := CASE t
      WHEN 'operation' THEN 'firstout_may_operate (kind, person, operation_id)'
      WHEN 'movement' THEN 'firstout_may (''move:'' || kind)'
      WHEN 'operation_second' THEN 'firstout_may_second (person, alone)'
      WHEN 'meta' THEN '(key IN (''writers'', ''morning_on'') OR (SELECT firstout_may (''table:meta'')))'
      ELSE format ('(SELECT firstout_may (%L))', 'table:' || t) END;
    EXECUTE format ('GRANT INSERT ON %I TO %s', t, members);
    EXECUTE format ('CREATE POLICY adds ON %I FOR INSERT WITH CHECK (%s)', t, may);
    CONTINUE WHEN t = ANY (trail);
    EXECUTE format ('GRANT UPDATE, DELETE ON %I TO %s', t, members);
    EXECUTE format ('CREATE POLICY changes ON %I FOR UPDATE USING (%s) WITH CHECK (%s)', t, may, may);
    EXECUTE format ('CREATE POLICY removes ON %I FOR DELETE USING (%s)', t, may);
  END LOOP;
  EXECUTE format ('REVOKE CREATE ON SCHEMA public FROM PUBLIC, %s', members);
END $$;

-- Nobody runs the parts of the functions by themselves.
REVOKE ALL ON PROCEDURE firstout_protect () FROM PUBLIC;
REVOKE ALL ON FUNCTION firstout_prove (TEXT, TEXT) FROM PUBLIC;

DO $$ BEGIN
  IF EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'firstout_station') AND EXISTS (SELECT 1 FROM pg_policies WHERE policyname = 'sees') THEN
    CALL firstout_protect ();
  END IF;
END $$;

-- What `init --roles` does. A station's own name: CREATE ROLE station3 LOGIN IN ROLE firstout_station; its password by \password in psql.
-- name: ROLES_SCRIPT
DO $$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'firstout_station') THEN
    CREATE ROLE firstout_station NOLOGIN;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'firstout_gateway') THEN
    CREATE ROLE firstout_gateway NOLOGIN;
  END IF;
  EXECUTE format ('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database ());
  EXECUTE format ('GRANT CONNECT ON DATABASE %I TO firstout_station, firstout_gateway', current_database ());
  GRANT USAGE ON SCHEMA public TO firstout_station, firstout_gateway;
  -- A station ends what another one of them left under way, before it says what happened.
  GRANT pg_signal_backend, pg_read_all_stats TO firstout_station, firstout_gateway;
END $$;
CALL firstout_protect ();

-- What the program asks; each answers one text.
-- name: SALT
SELECT firstout_salt ($1)

-- name: LOG_IN
SELECT firstout_log_in ($1, $2, $3)

-- name: RESUME
SELECT firstout_resume ($1)

-- name: JOIN
SELECT firstout_join ($1)

-- name: LOG_OUT
SELECT firstout_log_out ()

-- name: STAND_BY
SELECT firstout_stand_by ($1, $2)

-- name: PUT_PERSON
SELECT firstout_put_person (CAST ($1 AS BIGINT), $2, $3, $4, CAST ($5 AS BIGINT), $6, $7)

-- name: UNLOCK
SELECT firstout_unlock ($1)

-- name: ABOUT_PERSON
SELECT firstout_about_person (CAST ($1 AS BIGINT))
