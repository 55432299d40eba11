import { AlignmentType, type IStylesOptions, LineRuleType } from 'docx';

/** Twentieths of a point: 22 lines in 225 mm. */
export const LINE = 579;
const EXACT = { line: LINE, lineRule: LineRuleType.EXACT };
const BLACK = '000000';

const face = (eastAsia: string) => ({ ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia });
/** Faces of an official document; an office program falls back by the names of fontTable.xml. */
export const FONTS = {
  body: face('仿宋_GB2312'),
  heading: face('黑体'),
  part: face('楷体_GB2312'),
  title: face('方正小标宋简体'),
};

/** Twentieths of a point: 28 characters of 16 pt are 158 mm, the type area has 156. */
const CLOSER = -6;
/** Half-points: 三号 is 16 pt, 二号 22 pt. */
const SIZE = 32;

export const STYLES: IStylesOptions = {
  default: {
    document: {
      run: { font: FONTS.body, size: SIZE, characterSpacing: CLOSER, language: { eastAsia: 'zh-CN' } },
    },
    title: {
      // A little closer than set, so that a long name of a programme stays on its line.
      run: { font: FONTS.title, size: 44, color: BLACK, characterSpacing: -12 },
      paragraph: {
        alignment: AlignmentType.CENTER,
        spacing: { line: Math.round(LINE * 1.25), lineRule: LineRuleType.EXACT, after: Math.round(LINE / 2) },
      },
    },
    heading1: {
      run: { font: FONTS.heading, size: SIZE, color: BLACK, bold: false },
      paragraph: { indent: { firstLine: 640 }, spacing: { ...EXACT, before: 0, after: 0 } },
    },
    heading2: {
      run: { font: FONTS.part, size: SIZE, color: BLACK, bold: false },
      paragraph: { indent: { firstLine: 640 }, spacing: { ...EXACT, before: 0, after: 0 } },
    },
    footnoteText: {
      run: { font: FONTS.body, size: 18 },
      paragraph: { spacing: { line: 260, lineRule: LineRuleType.EXACT, before: 0, after: 0 } },
    },
  },
  paragraphStyles: [
    {
      id: 'TableText',
      name: 'Table Text',
      basedOn: 'Normal',
      run: { size: 18 },
      paragraph: { spacing: { line: 260, lineRule: LineRuleType.EXACT } },
    },
    {
      id: 'Caption',
      name: 'caption',
      basedOn: 'Normal',
      next: 'Normal',
      run: { font: FONTS.heading, size: 24, color: BLACK },
      paragraph: {
        alignment: AlignmentType.CENTER,
        spacing: { before: 120, after: 60, line: 360, lineRule: LineRuleType.EXACT },
      },
    },
  ],
};

/** Paragraphs of these styles have lines of their own height, not of the page's grid. */
const OFF_GRID = ['TableText', 'Caption', 'FootnoteText'];

/** The part styles.xml with these styles off the grid, for which the library has no option. */
export const offTheGrid = (xml: string): string =>
  OFF_GRID.reduce(
    (text, id) =>
      text.replace(
        new RegExp(`(<w:style [^>]*w:styleId="${id}"(?:(?!</w:style>).)*?)<w:spacing`, 's'),
        '$1<w:snapToGrid w:val="0"/><w:spacing',
      ),
    xml,
  );
