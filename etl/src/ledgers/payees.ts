import type { DuckDBConnection } from '@duckdb/node-api';
import {
  NO_YUAN,
  type NoticeChoice,
  type NoticeRow,
  type NoticeScope,
  toYuan,
} from '@skill-ledger/contracts';
import { type MaskedColumn, maskIdsIn, maskRow } from '../privacy/mask.ts';
import type { Programme } from '../programme/programme.ts';

/** Payouts that are shown to the public before they are paid (§五). */
const WAITING = `p.payout_status IN ('待公示', '公示中')`;

const SCOPES: Record<NoticeScope['kind'], string> = {
  unit: '(c.department = $value OR c.town = $value)',
  class: 'p.class_id = $value',
  batch: 'b.batch = $value',
};

const FROM = `FROM payouts p JOIN classes c ON c.class_id = p.class_id JOIN batch b ON b.batch_no = p.batch_no`;

const SHOWN = `SELECT p.payout_id, p.class_id, p.person_id, p.payee_type, p.payee_name, p.persons::INTEGER AS persons,
  p.amount::DECIMAL(18, 2)::VARCHAR AS amount, c.class_name, c.occupation, c.level ${FROM}`;

/**
 * The payouts of a scope that wait for payment, in the order of a list: by class, then number. Name and id are masked here, so
 * that they never leave the warehouse unmasked. An institution's name is public.
 * @param most maximum number of rows
 */
export async function readPayees(
  connection: DuckDBConnection,
  { columns }: Pick<Programme, 'columns'>,
  { kind, value }: NoticeScope,
  most: number,
): Promise<NoticeRow[]> {
  const which = `WHERE ${WAITING} AND ${SCOPES[kind]} ORDER BY p.class_id, p.payout_id LIMIT ${most}`;
  const reader = await connection.runAndReadAll(`${SHOWN} ${which}`, { value });
  return reader.getRowObjectsJS().map((row, at) => shownRow(row, at, columns));
}

/**
 * What a list would show of payouts, whatever their status.
 * @param ids 发放编号; one that is not in the ledger has no row
 * @returns rows by 发放编号, masked
 */
export async function readShownPayouts(
  connection: DuckDBConnection,
  { columns }: Pick<Programme, 'columns'>,
  ids: string[],
): Promise<Map<string, NoticeRow>> {
  const which = 'WHERE p.payout_id IN (SELECT unnest(string_split($ids, chr(10))))';
  const reader = await connection.runAndReadAll(`${SHOWN} ${which}`, { ids: ids.join('\n') });
  const rows = reader.getRowObjectsJS().map((row, at) => shownRow(row, at, columns));
  return new Map(rows.map((row) => [row.payout, row]));
}

function shownRow(row: Record<string, unknown>, at: number, columns: Programme['columns']): NoticeRow {
  const own: MaskedColumn[] = columns.filter((column) => column.kind === 'payouts');
  const text = (field: string): string => String(row[field] ?? '');
  const { person_id, payee_name } = maskRow(
    {
      payee_type: text('payee_type'),
      payee_name: text('payee_name'),
      person_id: row.person_id === null ? null : text('person_id'),
    },
    own,
  );
  return {
    nth: at + 1,
    payout: text('payout_id'),
    name: payee_name ?? '',
    idNumber: person_id ?? '',
    class: text('class_id'),
    className: maskIdsIn(text('class_name')),
    project: maskIdsIn(text('occupation')),
    level: text('level'),
    persons: Number(row.persons),
    amount: toYuan(text('amount')) ?? NO_YUAN,
  };
}

/** The units, batches and classes with payouts that wait for a notice, in the order of their names. */
export async function readNoticeChoices(connection: DuckDBConnection): Promise<NoticeChoice[]> {
  const count = `count(*)::INTEGER AS payouts, sum(p.amount)::DECIMAL(18, 2)::VARCHAR AS amount`;
  const reader = await connection.runAndReadAll(`
    SELECT 'unit' AS kind, unit AS value, ${count}
      FROM (SELECT DISTINCT unnest([c.department, c.town]) AS unit, p.payout_id, p.amount ${FROM} WHERE ${WAITING}) p
      GROUP BY ALL
    UNION ALL SELECT 'batch', b.batch, ${count} ${FROM} WHERE ${WAITING} GROUP BY b.batch
    UNION ALL SELECT 'class', p.class_id, ${count} ${FROM} WHERE ${WAITING} GROUP BY p.class_id
    ORDER BY kind DESC, value`);
  return reader.getRowObjectsJS().map(({ kind, value, payouts, amount }) => ({
    kind: kind as NoticeScope['kind'],
    value: String(value),
    payouts: Number(payouts),
    amount: toYuan(String(amount)) ?? NO_YUAN,
  }));
}
