import { type CellNames, type ColumnType, failure, TEXT } from './column-type.ts';

const destroyed = ({ unread }: CellNames) => [failure('V06', unread)];
const unlessDestroyed = ({ text }: CellNames): string =>
  `CASE WHEN NOT is_destroyed(${text}) THEN ${text} END`;

/** Numbers that identify a person, an account or a certificate: stored as text. */
export const ID_TYPES = {
  personId: {
    sql: 'VARCHAR',
    rewrite: (text) => `CASE WHEN contains(${text}, 'x') THEN replace(${text}, 'x', 'X') ELSE ${text} END`,
    prepare: (text) => `person_id_digits(${text})`,
    value: ({ text, prepared }) => `person_id_of(${text}, ${prepared})`,
    failures: ({ unread, text, prepared }) => {
      const intact = `${unread} AND NOT is_destroyed(${text})`;
      const isOld = `regexp_full_match(${text}, '\\d{15}')`;
      const shaped = `${unread} AND is_person_id_shape(${text})`;
      return [
        failure('V06', `is_destroyed(${text})`),
        failure('V05', `${intact} AND ${isOld}`, 'old'),
        failure('V05', `${intact} AND length(${text}) <> 18 AND NOT ${isOld}`, 'length'),
        failure('V05', `${intact} AND length(${text}) = 18 AND NOT is_person_id_shape(${text})`, 'other'),
        failure('V05', `${shaped} AND NOT has_birth(${text}, ${prepared})`, 'birth'),
        failure('V05', `${shaped} AND NOT has_check_digit(${text}, ${prepared})`, 'check'),
      ];
    },
    how: '18位公民身份号码，按文本填写',
    example: '000000199001010017',
    format: TEXT,
    isTelling: true,
    isPersonal: true,
  },
  account: {
    sql: 'VARCHAR',
    takesAnyText: true,
    isNumbered: true,
    several: { when: (original) => `has_accounts(${original})`, marker: 'several_accounts()' },
    value: unlessDestroyed,
    failures: destroyed,
    how: '收款账号，按文本填写',
    example: '6200000000000000000',
    format: TEXT,
    isTelling: false,
    isPersonal: true,
  },
  certificate: {
    sql: 'VARCHAR',
    takesAnyText: true,
    isNumbered: true,
    several: { when: (original) => `has_certificates(${original})`, marker: 'several_accounts()' },
    value: unlessDestroyed,
    failures: destroyed,
    how: '证书编号，按文本填写',
    example: 'ZS-000001',
    format: TEXT,
    isTelling: false,
    isPersonal: true,
  },
} satisfies Record<string, ColumnType>;
