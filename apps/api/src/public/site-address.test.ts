import { describe, expect, it } from 'vitest';
import { atAddress } from './site-address.ts';

const names = ['index.html', 'a/index.html', 'a/data/x.csv', 'b/index.html', 'b/index.en.html'];
const site = { files: new Map(names.map((name) => [name, {}])), gone: new Set(['b', 'c']) };
const at = (path: string) => atAddress(site as unknown as Parameters<typeof atAddress>[0], path);

describe('an address of the public site', () => {
  it.each([
    ['', { file: 'index.html', status: 200 }],
    ['calendar.html', { file: 'calendar.html', status: 200 }],
    ['a', { moved: '/public/a/' }],
    ['a/', { file: 'a/index.html', status: 200 }],
    ['a/data/x.csv', { file: 'a/data/x.csv', status: 200 }],
    ['b', { file: 'b/index.html', status: 410 }],
    ['b/data/x.csv', { file: 'b/index.html', status: 410 }],
    ['b/months.en.html', { file: 'b/index.en.html', status: 410 }],
    ['c/index.html', { file: 'c/index.html', status: 200 }],
  ])('%s is resolved', (path, found) => expect(at(path)).toEqual(found));
});
