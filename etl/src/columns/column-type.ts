/** What a column type needs from a column of the contract. */
export interface ColumnFacts {
  field: string;
  required: boolean;
  /** Printed list of an enumeration; empty otherwise. */
  values: readonly string[];
}

/** SQL names of one cell while it is checked. */
export interface CellNames {
  /** The normalised text: `n_<field>`. */
  text: string;
  /** The text as it was read: `o_<field>`. */
  original: string;
  /** The typed value: `<field>`. */
  value: string;
  /** The result of `prepared`: `d_<field>`. */
  prepared: string;
  /** The cell has text but no value: it could not be parsed. */
  unread: string;
}

/** One way a cell can fail: `when` is SQL over the names of `CellNames`, true where it fails. */
export interface CellFailure {
  code: string;
  /** Variant of the code, for the reason's text; empty if the code has only one. */
  detail: string;
  when: string;
}

/** The programme's data from which lists of choices are built. */
export interface ChoiceData {
  units: { name: string; kind: string }[];
  domains: { name: string }[];
  standards: { code: string }[];
}

/**
 * The single descriptor of a column type, used by reader, checks, warehouse, templates and masking,
 * so that adding a type means adding one object.
 */
export interface ColumnType {
  /** DuckDB type of the column in the warehouse. */
  sql: string;
  /** SQL of a normalised cell that accepts spelling variants. */
  respell?: (cell: string) => string;
  /** SQL of the normalised cell in its stored form, if that differs from what was written. */
  rewrite?: (text: string) => string;
  /** The marks for "empty" may be values. */
  isEnumeration?: true;
  /** Any text is a value: a text that stands for a fault (`fault_of`) has to be kept out. */
  takesAnyText?: true;
  /** SQL: when the original cell holds several values, one below the other, and what then stands for it. */
  several?: { when: (original: string) => string; marker: string };
  /** A number of some kind: words without a digit (待定, 办理中) are none. */
  isNumbered?: true;
  /** What one unit of measure in a header stands for, in the column's own: 万元 is 10000. */
  units?: Record<string, number>;
  /** The column's own unit where it is said beside a cell that is filled in: ledgers also use larger ones. */
  ownUnit?: string;
  /** SQL that is computed once per cell, before its value: `prepared` of `CellNames`. */
  prepare?: (text: string) => string;
  /** SQL of the typed value, null where the cell is empty or cannot be read; the text itself where there is none. */
  value?: (cell: CellNames, column: ColumnFacts) => string;
  /** Every way a cell can fail other than being empty. All are blocking. */
  failures?: (cell: CellNames) => CellFailure[];
  /** SQL of the names a cell may use for something in the programme's data, as rows (alias, name): the value is the name. */
  names?: string;
  /** SQL function that returns the code of a cell, evaluated once per distinct cell. */
  codeOf?: (cell: string) => string;
  /** The ledger the row refers to. */
  ledger?: { join: string; columns: string[] };
  /** SQL of the value as it is shown, where that is not simply its text. */
  show?: (value: string) => string;
  /** The values a cell may have, in display order; none if any value is allowed. */
  choices?: (column: ColumnFacts, data: ChoiceData) => readonly string[];
  /** Whether templates refuse what is not in the list. */
  onlyChoices?: true;
  /** How a cell is to be filled in. */
  how: string;
  /** An invented example value. */
  example: string;
  /** Excel's number format: `@` keeps long numbers as they are typed. */
  format: string;
  /**
   * Text that passed the checks of this type is certainly of this type: never a name, an id or a phone number in the
   * wrong column.
   */
  isTelling: boolean;
  /** The cells of every column of this type are personal. */
  isPersonal?: true;
}

/** Excel's format of texts. */
export const TEXT = '@';

export const failure = (code: string, when: string, detail = ''): CellFailure => ({ code, detail, when });

/** SQL of a code as it was written, unless Excel turned it into a number and dropped digits. */
export const intactCode = ({ text }: CellNames): string =>
  `CASE WHEN NOT is_destroyed_code(${text}) THEN ${text} END`;
export const destroyedCode = ({ unread, text }: CellNames): CellFailure[] => [
  failure('V06', `${unread} AND is_destroyed_code(${text})`),
];
