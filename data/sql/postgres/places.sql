-- SPDX-License-Identifier: GPL-3.0-or-later
-- A shelf is shut while somebody brings goods to it. On SQLite one of the two is first and the other sees it. On PostgreSQL both would
-- read the shelf as it was: so who brings goods there looks once more when the movement is written, and holds the shelf's row to the
-- end; who shuts it changes that row. Whoever comes second waits, is run again, and says why not, or what lies there by now. Where goods
-- may come to a shut shelf (they are found there, a step is undone), what was taken for usable is looked at in the end. Goods that come
-- to the dock and goods that leave are not concerned, and pay nothing. Only PostgreSQL reads this.

-- name: PLACES_SCRIPT
CREATE OR REPLACE FUNCTION firstout_brought () RETURNS TRIGGER LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp
AS $$
DECLARE
  now_it_is TEXT;
BEGIN
  SELECT kind INTO now_it_is FROM place WHERE place_id = NEW.to_place FOR SHARE;
  IF now_it_is = 'shut' AND coalesce (current_setting ('firstout.copying', true), '') <> 'on'
     AND (NEW.kind IN ('put-away', 'move', 'put-back', 'material-back', 'transfer-in')
          OR EXISTS (SELECT 1 FROM balance WHERE lot_id = NEW.lot_id AND place_id = NEW.to_place AND usable = 1)) THEN
    RAISE EXCEPTION 'the place was shut meanwhile' USING ERRCODE = 'serialization_failure';
  END IF;
  RETURN NULL;
END $$;

DROP TRIGGER IF EXISTS movement_brought ON movement;
CREATE TRIGGER movement_brought AFTER INSERT ON movement FOR EACH ROW
WHEN (NEW.kind IN ('put-away', 'move', 'put-back', 'material-back', 'transfer-in'))
EXECUTE FUNCTION firstout_brought ();

DROP TRIGGER IF EXISTS movement_appeared ON movement;
CREATE CONSTRAINT TRIGGER movement_appeared AFTER INSERT ON movement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
WHEN (NEW.kind IN ('found', 'relabel-in', 'undo'))
EXECUTE FUNCTION firstout_brought ();
