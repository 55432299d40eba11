import { periodName } from '@skill-ledger/contracts';

/** A period in the heading of a Chinese document, without spaces: 2021年度, 2021年上半年, 2019—2021年. */
export const periodTitle = ({ period }: { period: string }): string =>
  periodName(period).zh.replaceAll(' ', '');
