import { periodName } from '@skill-ledger/contracts';

/** A period as the heading of a Chinese document says it, without spaces: 2021年度, 2021年上半年, 2019—2021年. */
export const periodTitle = ({ period }: { period: string }): string =>
  periodName(period).zh.replaceAll(' ', '');
