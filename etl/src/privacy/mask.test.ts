import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnTypeName } from '../columns/index.ts';
import {
  type MaskedColumn,
  maskFailedRow,
  maskId,
  maskName,
  maskRow,
  maskTitle,
  type Personal,
} from './mask.ts';

describe('masking', () => {
  it.each([
    ['张三', '张*'],
    ['欧阳修', '欧阳*'],
    ['欧阳', '欧*'],
    ['', '*'],
  ])('shows %s as %s', (name, masked) => expect(maskName(name)).toBe(masked));

  it('shows the first six and the last four of an id', () => {
    expect(maskId('00000019900101123X')).toBe('000000********123X');
  });

  it('never shows more than ten characters of anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 40 }), (id) => {
        const masked = maskId(id.replaceAll('*', 'x'));
        expect(masked.replaceAll('*', '').length).toBeLessThanOrEqual(10);
        expect(masked).toHaveLength(id.length);
      }),
    );
  });

  const column = (field: string, type: ColumnTypeName, personal: Personal = 'no'): MaskedColumn => ({
    field,
    type,
    personal,
  });

  it.each<[string, MaskedColumn, string, string]>([
    ['an id where a code belongs', column('class_id', 'code'), '330000199001011234', '***'],
    ['a code, which could be anything', column('class_id', 'code'), 'PX20210001', '***'],
    ['free text', column('class_name', 'text'), '张三', '***'],
    ['a class there is', column('class_id', 'class'), 'PX20210001', 'PX20210001'],
    ['a listed word', column('status', 'enum'), '结业', '结业'],
    ['a credit code', column('institution_code', 'creditCode'), '91330782MA0000000X', '91330782MA0000000X'],
    ['an amount', column('amount', 'money'), '1500.00', '1500.00'],
    ['a phone number that reads as an amount', column('amount', 'money'), '13800000000', '***********'],
    ['an id where a name belongs', column('person_name', 'text', 'name'), '330000199001011234', '3*'],
    [
      'a name where an id belongs',
      column('person_id', 'personId', 'id'),
      '张三，住在稠城街道某某路一号二楼',
      '***',
    ],
    ['a payee, whatever its type', column('payee_name', 'text', 'payee'), '甲公司', '甲*'],
    ['an address', column('home_town', 'text', 'address'), '稠城街道', '***'],
  ])('of a failed row whose other cells failed: %s', (_, one, text, shown) =>
    expect(maskFailedRow({ [one.field]: text }, [one], new Set())).toEqual({ [one.field]: shown }),
  );

  it('masks every failed cell, and every cell of a column that is not in the contract', () => {
    const columns = [column('status', 'enum'), column('starts_on', 'date')];
    const cells = { status: '张三', starts_on: '2020-03-05', remark: '结业', ends_on: null };
    expect(maskFailedRow(cells, columns, new Set(['status']))).toEqual({
      status: '***',
      starts_on: '2020-03-05',
      remark: '***',
      ends_on: null,
    });
    expect(maskRow(cells, columns)).toMatchObject({ status: '张三', remark: '***' });
  });

  it.each([
    ['张三330782199001010011.xlsx', '张*330782********0011.xlsx'],
    ['330782199001010011_欧阳云飞.csv', '330782********0011_欧阳*.csv'],
    ['佛堂镇/电工班（王五 13800000000）.xls', '佛堂镇/电工班（王* ***********）.xls'],
    ['学员１３８ ００００ ００００', '学************'],
    ['佛堂镇2020年第三季度学员.xlsx', '佛堂镇2020年第三季度学员.xlsx'],
    ['20200101-20201231.csv', '20200101-20201231.csv'],
  ])('shows a file, a sheet or a column called %s as %s', (title, shown) =>
    expect(maskTitle(title)).toBe(shown),
  );

  it('masks ids and phone numbers in shown text', () => {
    const columns = [column('class_name', 'text')];
    expect(maskRow({ class_name: '电工班 13800000000' }, columns)).toEqual({
      class_name: '电工班 ***********',
    });
  });

  it.each([
    ['个人', '张*'],
    ['机构', '张三'],
    ['企业', '张三'],
    [null, '张*'],
  ])('tells who was paid unless it is a person: %s', (type, name) => {
    const columns = [
      column('payee_type', 'enum'),
      column('payee_name', 'text', 'payee'),
      column('amount', 'money'),
    ];
    expect(maskRow({ payee_type: type, payee_name: '张三', amount: '5.00' }, columns)).toEqual({
      payee_type: type,
      payee_name: name,
      amount: '5.00',
    });
  });
});
