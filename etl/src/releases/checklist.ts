import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { type Bilingual, type ReleaseCheck, type ReleaseCheckId, releaseName } from '@skill-ledger/contracts';
import { rows } from '../figures/scope.ts';
import { homePaths } from '../home/home.ts';
import { openCurrentSnapshot } from '../home/open-snapshot.ts';
import { FINDING_IDS } from '../supervision/identified.ts';
import { bundleDigest } from './bundle-digest.ts';
import type { BundleCheck, BundleFault } from './scan.ts';
import { verifyBundle } from './verify-bundle.ts';

/** What the checklist needs to know of a release. */
interface ReleaseToCheck {
  id: string;
  to: string;
  asOf: string;
  snapshot: string;
  /** Digest of the bundle when it was built. */
  digest: string;
  /** Ids of the releases that its small cells were protected against. */
  earlier: string[];
  /** By check: the acknowledged text, with the comment. */
  acknowledged: Partial<Record<ReleaseCheckId, { text: string; reason: string; by: string; at: string }>>;
}

/** Facts from the state store. */
interface CheckContext {
  secret: string;
  /** Ids of findings that need no further action. */
  ended: string[];
  /** Ids of all releases that were ever published. */
  published: string[];
}

const MAX_NAMED = 3;

/**
 * The checklist of a release as it is now: faults of the bundle are errors, open work on the data are warnings (spec 11, "From draft to
 * public").
 * @throws UserError if nothing has been loaded
 */
export async function readReleaseChecks(
  home: string,
  release: ReleaseToCheck,
  context: CheckContext,
): Promise<ReleaseCheck[]> {
  const snapshot = await openCurrentSnapshot(home);
  try {
    const connection = await snapshot.connect();
    const checks = [
      ...(await bundleChecks(home, release, context, connection, snapshot.id)),
      snapshotCheck(release, snapshot.id),
      await completeCheck(release, connection),
      await quarantineCheck(connection),
      await findingsCheck(connection, context),
    ];
    return checks.map((check): ReleaseCheck => ({ ...check, acknowledged: acknowledgedOf(check, release) }));
  } finally {
    snapshot.close();
  }
}

type Check = Omit<ReleaseCheck, 'acknowledged'>;

const acknowledgedOf = (
  { id, outcome, text }: Check,
  release: ReleaseToCheck,
): ReleaseCheck['acknowledged'] => {
  const said = release.acknowledged[id];
  if (outcome !== 'warning' || said?.text !== text.zh) return null;
  return { reason: said.reason, by: said.by, at: said.at };
};

const GOOD: Record<BundleCheck, Bilingual> = {
  bundle: { zh: '与生成时一致', en: 'as it was built' },
  sums: { zh: '各表合计一致', en: 'all tables add up to the same' },
  suppression: { zh: '与历次公布合并也推算不出', en: 'proven against all tables and earlier releases' },
  scan: { zh: '未发现证件号、手机号、账号和学员姓名', en: 'no id, phone, account or trainee’s name found' },
  definitions: { zh: '每个字段都有口径和依据', en: 'each field has its definition and clause' },
};

/** Where to fix an error: build the draft again, or correct the ledgers first. */
const WHERE: Record<BundleCheck, string> = {
  bundle: '/releases',
  sums: '/releases',
  suppression: '/releases',
  definitions: '/releases',
  scan: '/ledgers',
};

async function bundleChecks(
  home: string,
  release: ReleaseToCheck,
  { published }: CheckContext,
  connection: DuckDBConnection,
  snapshot: string,
): Promise<Check[]> {
  const folder = join(homePaths(home).bundles, release.id);
  const isUnchanged = (await bundleDigest(folder)) === release.digest;
  const faults: BundleFault[] = isUnchanged
    ? [...(await faultsOf(folder, `${release.digest} ${snapshot}`, connection))]
    : [CHANGED];
  const since = published.filter((id) => !release.earlier.includes(id));
  if (since.length > 0) faults.push(publishedSince(since));
  return (Object.keys(GOOD) as BundleCheck[]).map((id): Check => {
    const own = faults.filter(({ check }) => check === id);
    if (own.length === 0) return { id, outcome: 'ok', text: GOOD[id], link: null };
    return { id, outcome: 'error', text: faultText(own), link: WHERE[id] };
  });
}

/** Faults of the most recently checked bundles: reading every file takes a second or more. */
const known = new Map<string, BundleFault[]>();
const MAX_KNOWN = 20;

/** @param key identifies the bundle's content, and the snapshot whose names are searched for */
async function faultsOf(folder: string, key: string, connection: DuckDBConnection): Promise<BundleFault[]> {
  const found = known.get(key) ?? (await verifyBundle(folder, connection));
  known.delete(key);
  known.set(key, found);
  for (const oldest of known.keys()) {
    if (known.size <= MAX_KNOWN) break;
    known.delete(oldest);
  }
  return found;
}

const CHANGED: BundleFault = {
  check: 'bundle',
  file: '.',
  text: {
    zh: '数据包缺失或在生成后被改动，请重新生成草稿',
    en: 'the bundle is missing or was changed since it was built: build the draft again',
  },
};

const publishedSince = (ids: string[]): BundleFault => ({
  check: 'suppression',
  file: 'release.json',
  text: {
    zh: `生成后又公布了${ids.map((id) => releaseName(id).zh).join('、')}，须合并证明，请重新生成草稿`,
    en: `${ids.map((id) => releaseName(id).en).join(', ')} was published since: build the draft again, so that both are proven together`,
  },
});

function faultText(faults: BundleFault[]): Bilingual {
  const named = faults.slice(0, MAX_NAMED);
  const [more, moreEn] =
    faults.length > MAX_NAMED ? [`，共 ${faults.length} 处`, `, ${faults.length} in all`] : ['', ''];
  return {
    zh: named.map(({ file, text }) => `${file}：${text.zh}`).join('；') + more,
    en: named.map(({ file, text }) => `${file}: ${text.en}`).join('; ') + moreEn,
  };
}

const snapshotCheck = ({ snapshot }: ReleaseToCheck, current: string): Check =>
  snapshot === current
    ? {
        id: 'snapshot',
        outcome: 'ok',
        text: { zh: `快照 ${current}`, en: `snapshot ${current}` },
        link: null,
      }
    : {
        id: 'snapshot',
        outcome: 'warning',
        text: {
          zh: `由快照 ${snapshot} 生成，当前已是快照 ${current}；可重新生成草稿`,
          en: `made from snapshot ${snapshot}, and the current one is ${current}: the draft can be built again`,
        },
        link: '/ledgers/snapshots',
      };

async function completeCheck({ to, asOf }: ReleaseToCheck, connection: DuckDBConnection): Promise<Check> {
  const [[day] = []] = await rows(connection, 'SELECT default_as_of::VARCHAR FROM snapshot');
  const reached = day !== null && day !== undefined && String(day) >= to && asOf === to;
  return reached
    ? { id: 'complete', outcome: 'ok', text: { zh: `数据到 ${to}`, en: `data reach ${to}` }, link: null }
    : {
        id: 'complete',
        outcome: 'warning',
        text: {
          zh: `本期到 ${to}，数据截至 ${day ?? '–'}，草稿截至 ${asOf}`,
          en: `the period ends on ${to}, the data on ${day ?? '–'}, the draft on ${asOf}`,
        },
        link: '/ledgers',
      };
}

async function quarantineCheck(connection: DuckDBConnection): Promise<Check> {
  const [[count] = []] = await rows(connection, 'SELECT count(*)::INTEGER FROM quarantine');
  const open = Number(count);
  return counted('quarantine', open, '/ledgers/quarantine', {
    zh: `${open} 行待修正，未计入`,
    en: `${open} rows are in quarantine and not counted`,
  });
}

async function findingsCheck(connection: DuckDBConnection, { secret, ended }: CheckContext): Promise<Check> {
  const [[count] = []] = await rows(
    connection,
    `SELECT count(*)::INTEGER FROM ${FINDING_IDS}
     WHERE severity = 'high' AND closed_at IS NULL AND id NOT IN (SELECT unnest(string_split($ended, ',')))`,
    { secret, ended: ended.join(',') },
  );
  const open = Number(count);
  return counted('findings', open, '/supervision?severity=high', {
    zh: `${open} 条高风险线索未办结`,
    en: `${open} findings of high severity are open`,
  });
}

const counted = (id: ReleaseCheckId, open: number, link: string, text: Bilingual): Check =>
  open === 0
    ? { id, outcome: 'ok', text: { zh: '没有', en: 'none' }, link: null }
    : { id, outcome: 'warning', text, link };
