import {
  BatchesAnswer,
  FindingsAnswer,
  type Job,
  MAX_UPLOAD_BYTES,
  QuarantineAnswer,
  SnapshotComparison,
  TemplatesAnswer,
  Upload,
  WarningsAnswer,
} from '@skill-ledger/contracts';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { fetchAnswer, problemOf, RequestError } from '../../api/client.ts';

/** @param purpose purpose of access to personal values; reasons of withdrawals are masked without one */
export const batchesQuery = (purpose?: string) =>
  queryOptions({
    queryKey: ['ledgers', 'batches', purpose],
    queryFn: ({ signal }) => fetchAnswer('batches', BatchesAnswer, {}, signal),
    placeholderData: keepPreviousData,
  });

/** Query for quarantined rows, in the format of the address and the server. */
export interface QuarantineAddress {
  kind?: string | undefined;
  code?: string | undefined;
  file?: string | undefined;
  show?: string | undefined;
  fix?: string | undefined;
  id?: string | undefined;
  offset?: string | undefined;
}

export const PAGE_ROWS = 50;

/** @param purpose of access to personal values, if they are masked without one */
export const quarantineQuery = (address: QuarantineAddress, purpose?: string) =>
  queryOptions({
    queryKey: ['ledgers', 'quarantine', address, purpose],
    queryFn: ({ signal }) => fetchAnswer('quarantine', QuarantineAnswer, withoutEmpty(address), signal),
    placeholderData: keepPreviousData,
  });

/** Number of quarantined rows. Requests a page past the last row, so that no personal values are read and no access is logged. */
export const quarantineCountQuery = queryOptions({
  queryKey: ['ledgers', 'quarantine', 'count'],
  queryFn: ({ signal }) =>
    fetchAnswer('quarantine', QuarantineAnswer, { limit: '1', offset: '1000000000' }, signal),
  select: ({ total }) => total,
  retry: false,
});

/** The rows that the check of an upload would quarantine for one reason. */
export const uploadRowsQuery = (
  upload: string,
  { kind, code, isWaiting }: { kind: string; code: string; isWaiting: boolean },
  purpose?: string,
) =>
  queryOptions({
    queryKey: ['ledgers', 'upload', upload, kind, code, isWaiting, purpose],
    queryFn: ({ signal }) =>
      fetchAnswer(
        `uploads/${upload}/quarantine`,
        QuarantineAnswer,
        { kind, code, show: isWaiting ? 'waiting' : 'mend' },
        signal,
      ),
  });

export const compareQuery = (from: string, to: string) =>
  queryOptions({
    queryKey: ['ledgers', 'compare', from, to],
    queryFn: ({ signal }) => fetchAnswer('snapshots/compare', SnapshotComparison, { from, to }, signal),
  });

/** Names of the supervision rules. */
export const ruleNamesQuery = queryOptions({
  queryKey: ['figures', 'rule names'],
  queryFn: ({ signal }) => fetchAnswer('findings', FindingsAnswer, { limit: '1' }, signal),
  select: ({ rules }) => new Map(rules.map(({ rule, name }) => [rule, name])),
});

/** @param purpose purpose of access to personal values; comments are masked without one */
export const warningsQuery = (
  address: { code?: string | undefined; show?: string | undefined; offset?: string | undefined },
  purpose?: string,
) =>
  queryOptions({
    queryKey: ['ledgers', 'warnings', address, purpose],
    queryFn: ({ signal }) => fetchAnswer('warnings', WarningsAnswer, withoutEmpty(address), signal),
    placeholderData: keepPreviousData,
  });

export const templatesQuery = queryOptions({
  queryKey: ['ledgers', 'templates'],
  queryFn: ({ signal }) => fetchAnswer('templates', TemplatesAnswer, {}, signal),
});

/** The address of the workbook with all rows of the current filters. */
export const workbookAddress = ({ offset: _offset, ...address }: QuarantineAddress): string => {
  const query = new URLSearchParams(withoutEmpty(address)).toString();
  return `/api/v1/quarantine.xlsx${query && `?${query}`}`;
};

const withoutEmpty = (address: object): Record<string, string> =>
  Object.fromEntries(Object.entries(address).filter((pair): pair is [string, string] => Boolean(pair[1])));

/** Whether a job has ended. */
export const isOver = ({ state }: Job): boolean => state !== 'running' && state !== 'waiting';

/**
 * Sends files and reports progress, which `fetch` cannot do.
 * @param onShare called with the share sent, 0–1
 * @throws RequestError
 */
export function sendFiles(
  files: File[],
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Upload> {
  const large = files.find((file) => file.size > MAX_UPLOAD_BYTES);
  if (large) {
    throw new RequestError(413, {
      zh: `“${large.name}”超过 200 MB；请分成几个文件报送，或请系统管理员在服务器上装载。`,
      en: `${large.name} is larger than 200 MB: split it, or have the administrator load it on the server.`,
    });
  }
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
    request.onerror = () => reject(problemOf(0, undefined));
    request.onabort = () => reject(new DOMException('cancelled', 'AbortError'));
    request.onload = () => {
      const body: unknown = parse(request.responseText);
      const upload = Upload.safeParse(body);
      if (request.status === 201 && upload.success) resolve(upload.data);
      else reject(problemOf(request.status, body));
    };
    signal.addEventListener('abort', () => request.abort());
    request.open('POST', '/api/v1/uploads');
    request.send(form);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
