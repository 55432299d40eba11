import type { LedgerKind } from '@skill-ledger/contracts';

/** A file of SQL, named for messages. */
export interface SqlFile {
  /** Name of its relation. */
  name: string;
  file: string;
  sql: string;
}

/** A model: one relation, named by what a row is, and the SQL that builds it. */
export interface Model extends SqlFile {
  /** The models it reads. */
  reads: string[];
  /** The ledgers it reads itself. */
  ledgers: LedgerKind[];
  /** `no`: a view; `building`: only other models read it, and it is dropped with the draft. */
  stored: 'yes' | 'no' | 'building';
  /** How a load renews a stored model; null for the others. */
  renewed: Renewed | null;
  /** For models renewed by a cell. */
  alike: Alike | null;
}

/**
 * How the rows that a load can have changed are identified: by class, by person (at the start of
 * the key) or a trainee (at its end), by the ledger row it is about, or by the cell that is its key (`alike`). `whole`: the
 * model is rebuilt.
 */
export type Renewed = 'by class' | 'by person' | 'by trainee' | 'by row' | 'by cell' | 'whole';

/** Rows of `kind` with the same value in `field`, where `where` holds, are one row of the model; the value is its key. */
export interface Alike {
  kind: LedgerKind;
  field: string;
  where: string;
}
