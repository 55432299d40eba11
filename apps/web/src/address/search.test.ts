import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AddressSearch, parseSearch, stringifySearch } from './search.ts';

const read = (text: string) => AddressSearch.parse(parseSearch(text));

describe('the address', () => {
  it('reads date, filters and language', () => {
    expect(read('?asOf=2021-03-31&domain=生活服务,安全技能&unit=人社局&lang=en')).toEqual({
      asOf: '2021-03-31',
      domain: ['生活服务', '安全技能'],
      unit: ['人社局'],
      lang: 'en',
    });
  });

  it('drops empty lists, doubles and unknown languages', () => {
    expect(read('?domain=,&unit=人社局, 人社局&lang=fr&x=1')).toEqual({ unit: ['人社局'] });
  });

  it('comes back as it was written', () => {
    const word = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .filter((text) => text.trim() === text && !text.includes(','));
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1 }),
        fc.uniqueArray(word, { minLength: 1 }),
        (domain, unit) => {
          expect(read(stringifySearch({ domain, unit }))).toEqual({ domain, unit });
        },
      ),
    );
  });
});
