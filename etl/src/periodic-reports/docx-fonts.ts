/** Substitutes of a missing font: names of the same face on Windows, macOS and Linux. */
const FALLBACKS: Record<string, { names: string[]; family: 'roman' | 'swiss' | 'script' }> = {
  仿宋_GB2312: { names: ['仿宋', 'FangSong', 'STFangsong', 'Noto Serif CJK SC'], family: 'roman' },
  黑体: { names: ['SimHei', 'STHeiti', 'Noto Sans CJK SC'], family: 'swiss' },
  楷体_GB2312: { names: ['楷体', 'KaiTi', 'STKaiti', 'Noto Serif CJK SC'], family: 'script' },
  方正小标宋简体: { names: ['宋体', 'SimSun', 'STSong', 'Noto Serif CJK SC'], family: 'roman' },
};

/** The part fontTable.xml: each face with its substitutes. */
export function fontTable(): string {
  const fonts = Object.entries(FALLBACKS).map(
    ([name, { names, family }]) =>
      `<w:font w:name="${name}"><w:altName w:val="${names.join(',')}"/><w:charset w:val="86"/><w:family w:val="${family}"/><w:pitch w:val="variable"/></w:font>`,
  );
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`;
}
