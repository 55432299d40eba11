import type { Column, Programme } from '../programme/programme.ts';

/** Where a class is held that no town holds. */
const CITY_LEVEL = '市本级';
/** What an empty 范围 stands for. */
const WHOLE_CITY = '全市';

/** The values a cell of this column may have, in the order a list shows them; empty where anything goes. */
export function choicesOf(column: Column, programme: Programme): string[] {
  const towns = programme.units.filter(({ kind }) => kind === 'town').map(({ name }) => name);
  switch (column.type) {
    case 'enum':
    case 'enumList':
      return column.values;
    case 'rating':
      return ['1', '2', '3', '4', '5'];
    case 'unit':
      return programme.units.map(({ name }) => name);
    case 'town':
      return [...towns, CITY_LEVEL];
    case 'area':
      return [WHOLE_CITY, ...towns];
    case 'domain':
      return programme.domains.map(({ name }) => name);
    case 'standard':
      return programme.standards.map(({ code }) => code);
    default:
      return [];
  }
}
