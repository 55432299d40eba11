import { describe, expect, it } from 'vitest';
import { matchesExtension } from './sniff.ts';

const text = (content: string): Buffer => Buffer.from(content);

describe('an evidence file', () => {
  it.each([
    ['备案表.pdf', text('%PDF-1.7 …')],
    ['照片.JPG', Buffer.from('ffd8ffe000104a464946', 'hex')],
    ['台账.xlsx', Buffer.from('504b030414000600', 'hex')],
    ['旧表.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['说明.txt', text('情况属实')],
    ['名单.csv', Buffer.from('efbbbfd0d5', 'hex')],
  ])('%s is what its name says', (name, head) => expect(matchesExtension(name, head)).toBe(true));

  it.each([
    ['备案表.pdf', text('MZ program')],
    ['备案表.pdf', text('<html>')],
    ['page.html', text('<html>')],
    ['picture.svg', text('<svg onload="alert(1)">')],
    ['说明.txt', text(' <script>')],
    ['说明.txt', text('#!/bin/sh')],
    ['说明.txt', Buffer.from([65, 0, 66])],
    ['program.exe', text('MZ')],
    ['nothing', text('x')],
    ['照片.png', Buffer.from('ffd8ff', 'hex')],
  ])('%s is refused', (name, head) => expect(matchesExtension(name, head)).toBe(false));
});
