/** Signatures of one file type, and its extensions. */
interface Kind {
  endings: string[];
  begins: (head: Buffer) => boolean;
}

const bytes =
  (hex: string, at = 0) =>
  (head: Buffer): boolean => {
    const wanted = Buffer.from(hex, 'hex');
    return head.subarray(at, at + wanted.length).equals(wanted);
  };

const ZIP = bytes('504b0304');
const OLE = bytes('d0cf11e0a1b11ae1');

/** File types accepted as evidence: documents, pictures and archives. Nothing that is executed or rendered as a page. */
const KINDS: Kind[] = [
  { endings: ['pdf'], begins: bytes('255044462d') },
  { endings: ['png'], begins: bytes('89504e470d0a1a0a') },
  { endings: ['jpg', 'jpeg'], begins: bytes('ffd8ff') },
  { endings: ['gif'], begins: bytes('47494638') },
  { endings: ['bmp'], begins: bytes('424d') },
  { endings: ['tif', 'tiff'], begins: (head) => bytes('49492a00')(head) || bytes('4d4d002a')(head) },
  { endings: ['webp'], begins: (head) => bytes('52494646')(head) && bytes('57454250', 8)(head) },
  { endings: ['docx', 'xlsx', 'pptx', 'ofd', 'zip', 'wps', 'et', 'dps', 'odt', 'ods'], begins: ZIP },
  { endings: ['doc', 'xls', 'ppt', 'wps', 'et', 'dps'], begins: OLE },
  { endings: ['rar'], begins: bytes('526172211a07') },
  { endings: ['7z'], begins: bytes('377abcaf271c') },
  { endings: ['txt', 'csv'], begins: isPlainText },
];

/** Text has no NUL and is neither a page nor a script. */
function isPlainText(head: Buffer): boolean {
  if (head.includes(0)) return false;
  const text = head
    .toString('latin1')
    .replace(/^\xEF\xBB\xBF/, '')
    .trimStart();
  return !/^(<|#!|MZ|%!)/.test(text);
}

/** Number of leading bytes that are checked. */
export const HEAD_BYTES = 512;

export const EVIDENCE_ENDINGS = [...new Set(KINDS.flatMap(({ endings }) => endings))];

const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';

/** Whether the content matches the extension. @param head its first bytes */
export function matchesExtension(name: string, head: Buffer): boolean {
  const ending = endingOf(name);
  return KINDS.some(({ endings, begins }) => endings.includes(ending) && begins(head));
}
