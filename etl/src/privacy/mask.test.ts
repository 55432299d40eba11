import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maskId, maskName, maskRow, maskStray } from './mask.ts';

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

  it.each([
    ['class_id', '330000199001011234', '330000********1234'],
    ['person_name', '330000199001011234', '3*'],
    ['institution_code', '联系 13800000000', '联系 ***********'],
    ['institution_code', '91330782MA0000000X', '91330782MA0000000X'],
    ['class_id', 'PX20210001', 'PX20210001'],
    ['amount', '1990010112345678901234', '1990010112345678901234'],
  ])('hides what stands in the wrong column: %s %s', (field, text, shown) =>
    expect(maskStray(field, text)).toBe(shown),
  );

  it.each([
    ['个人', '张*'],
    ['机构', '张三'],
    ['企业', '张三'],
    [null, '张*'],
  ])('tells who was paid unless it is a person: %s', (type, name) => {
    expect(maskRow({ payee_type: type, payee_name: '张三', person_id: null, amount: '5.00' })).toEqual({
      payee_type: type,
      payee_name: name,
      person_id: null,
      amount: '5.00',
    });
  });
});
