import { isFilled, type SheetRow } from '../formats/index.ts';
import { moneyNamed, unitOf, unitsOfType } from './units.ts';

/** Columns that the contract does not know and that say something of the whole row all the same, by index. */
export interface BesideColumns {
  /** A unit for the row's numbers: 金额单位. */
  units: number[];
  /** Remarks, which may void the row: 作废. */
  remarks: number[];
  /** Units that headers give the whole table: 单位：万元 in the last cell of the header row. */
  told: string[];
  /** The columns of these headers, which hold nothing: a unit above numbers measures these alone. */
  empty: number[];
  /** Units of headers of which it is open whether they measure more than their own column: 万元. */
  open: string[];
}

const UNIT = /^(?:金额|资金|数量|计量|计价|货币)?单位$|^(?:币种|货币)$/;
const REMARK = /备注|说明|标注|标记|附注|注释|^注$/;

/** Source of a regular expression, for JavaScript and DuckDB: a remark that voids its row. */
export const CROSSED_OUT =
  '^[(\\[【]?(?:(?:已|此行|本行|该行|此条|本条|该条|数据|信息|重复|录入|填写|有误|错误|申请|审核|[,，、;；])*(?:作废|取消|撤销|撤回|删除|删掉|无效|不计|不发|注销)|(?:与.{1,12})?重复(?:$|[,，;；。]))';

/** A header that names a unit for the table. 万元 alone may be the name of a column. */
const MARKED = /单位|^[([【〔{]/;

/** @param below the row below the header */
export function besideColumns(
  extra: { index: number; header: string }[],
  below: SheetRow | undefined,
): BesideColumns {
  const named = (name: RegExp): number[] =>
    extra.flatMap(({ index, header }) => (name.test(header) ? [index] : []));
  const alone = extra.flatMap(({ index, header }) => {
    const unit = unitOf(header);
    return unit === null
      ? []
      : [{ index, unit, isTold: MARKED.test(header) && !isFilled(below?.cells[index]) }];
  });
  const told = alone.filter(({ isTold }) => isTold);
  const remarks = extra.filter(({ header }) => REMARK.test(header));
  return {
    units: named(UNIT),
    remarks: named(REMARK),
    told: [
      ...unitsOfType(
        told.map(({ unit }) => unit),
        'money',
      ),
      ...remarks.flatMap(({ header }) => moneyNamed(header)),
    ],
    empty: told.map(({ index }) => index),
    open: alone.flatMap(({ unit, isTold }) => (isTold ? [] : unit)),
  };
}
