/** What a column type has to know of a column of the contract. */
export interface ColumnFacts {
  field: string;
  required: boolean;
  /** Printed list of an enumeration; empty otherwise. */
  values: string[];
}

/** SQL names of one cell while it is checked. */
export interface CellNames {
  /** The normalised text: `n_<field>`. */
  text: string;
  /** The text as it was read: `o_<field>`. */
  original: string;
  /** The typed value: `<field>`. */
  value: string;
  /** What `prepared` worked out: `d_<field>`. */
  prepared: string;
  /** The cell has a text, and no value: it could not be read. */
  unread: string;
}

/** One way a cell can fail: `when` is SQL over the names of `CellNames`, true where it fails. */
export interface CellFailure {
  code: string;
  /** Which of the code's cases it is, for the reason's text; empty where the code says it all. */
  detail: string;
  when: string;
}

/** The programme's data that lists of choices are made from. */
export interface ChoiceData {
  units: { name: string; kind: string }[];
  domains: { name: string }[];
  standards: { code: string }[];
}

/**
 * Everything the product has to know of one type of column: reader, checks, warehouse, templates and masking ask here,
 * so that a new type is one object.
 */
export interface ColumnType {
  /** DuckDB type of the column in the warehouse. */
  sql: string;
  /** SQL of a normalised cell with the spellings that are forgiven. */
  respell?: (cell: string) => string;
  /** SQL of the normalised cell as it is kept, where that is another than what was written. */
  rewrite?: (text: string) => string;
  /** The marks for "empty" may be values. */
  isEnumeration?: true;
  /** SQL that is worked out once for each cell, before its value: `prepared` of `CellNames`. */
  prepare?: (text: string) => string;
  /** SQL of the typed value, null where the cell is empty or cannot be read; the text itself where there is none. */
  value?: (cell: CellNames, column: ColumnFacts) => string;
  /** Every way a cell can fail beside being empty. All block. */
  failures?: (cell: CellNames) => CellFailure[];
  /** SQL of the names a cell may use for something in the programme's data, as rows (alias, name): the value is the name. */
  names?: string;
  /** SQL function that gives the code of a cell, judged once for each different cell. */
  codeOf?: (cell: string) => string;
  /** What the row is held against of the ledgers themselves. */
  ledger?: { join: string; columns: string[] };
  /** SQL of the value as it is shown, where that is not simply its text. */
  show?: (value: string) => string;
  /** The values a cell may have, in the order a list shows them; none where anything goes. */
  choices?: (column: ColumnFacts, data: ChoiceData) => string[];
  /** Whether templates refuse what is not in the list. */
  onlyChoices?: true;
  /** How a cell is to be filled in. */
  how: string;
  /** What one looks like; an invented number. */
  example: string;
  /** Excel's number format: `@` keeps long numbers as they are typed. */
  format: string;
  /**
   * A text that passed the checks of this type can be nothing else: never a name, an id or a phone number that stands in the
   * wrong column.
   */
  isTelling: boolean;
  /** The cells of every column of this type are personal. */
  isPersonal?: true;
}

/** Excel's format of texts. */
export const TEXT = '@';

export const failure = (code: string, when: string, detail = ''): CellFailure => ({ code, detail, when });
