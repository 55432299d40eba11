import * as XLSX from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { writeSheets } from './sheets.ts';

const SENTENCE = '受疫情影响停课两个月；已与培训机构商定补课计划，三季度补齐。';

describe('a sheet', () => {
  it('gives every row the height of its lines, and prints its header on each page', async () => {
    const rows = [
      ['佛堂镇', '1.50', null],
      ['义亭镇', '2', `${SENTENCE}\n${SENTENCE}`],
      ['赤岸镇', '3', SENTENCE],
      ['大陈镇', '4', SENTENCE.repeat(60)],
    ];
    const book = XLSX.read(
      await writeSheets(
        [{ name: '排名', header: ['单位', '得分', '原因'], rows, numbers: { 得分: '0.00' } }],
        '排名',
      ),
      { cellStyles: true },
    );
    const heights = (book.Sheets.排名?.['!rows'] ?? []).map((row) => row?.hpt);
    // 60 characters across are 30 Chinese ones: the sentence takes one line and a part of the next.
    expect([1, 2, 3, 4].map((row) => heights[row])).toEqual([undefined, 60, 30, 409]);
    expect(book.Workbook?.Names?.map(({ Name, Ref }) => [Name, Ref])).toEqual([
      ['_xlnm.Print_Titles', '排名!$1:$1'],
    ]);
    expect(book.Sheets.排名?.B2?.v).toBe(1.5);
  });
});
