import { describe, expect, it } from 'vitest';
import { atAddress } from './site-address.ts';

const names = ['index.html', 'a/index.html', 'a/data/x.csv', 'b/index.html', 'b/index.en.html'];
const site = { files: new Map(names.map((name) => [name, {}])), gone: new Set(['b', 'c']) };
const at = (path: string) => atAddress(site as unknown as Parameters<typeof atAddress>[0], path);

describe('an address of the public site', () => {
  it.each([
    ['', { file: 'index.html' }],
    ['calendar.html', { file: 'calendar.html' }],
    ['a', { moved: '/public/a/' }],
    ['a/', { file: 'a/index.html' }],
    ['a/data/x.csv', { file: 'a/data/x.csv' }],
    ['b', { tombstone: 'b/index.html' }],
    ['b/data/x.csv', { tombstone: 'b/index.html' }],
    ['b/months.en.html', { tombstone: 'b/index.en.html' }],
    ['c/index.html', { file: 'c/index.html' }],
  ])('%s is resolved', (path, found) => expect(at(path)).toEqual(found));
});
