import { AlignmentType, Footer, PageNumber, Paragraph, TextRun } from 'docx';
import { FONTS } from './docx-styles.ts';

/** — 1 — in 四号, on the outer side of the page, one character from the edge. */
const footer = (alignment: 'left' | 'right'): Footer =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType[alignment === 'left' ? 'LEFT' : 'RIGHT'],
        indent: { [alignment]: 280 },
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            font: { ...FONTS.body, eastAsia: '宋体' },
            size: 28,
          }),
        ],
      }),
    ],
  });

export const footers = { default: footer('right'), even: footer('left') };
