import { DataPackage, periodName, type ReleaseInfo } from '@skill-ledger/contracts';
import type { Field, FieldType, Table } from './table-spec.ts';

const TYPES: Record<FieldType, 'string' | 'integer' | 'number' | 'boolean'> = {
  text: 'string',
  count: 'integer',
  number: 'number',
  yuan: 'number',
  ratio: 'number',
  flag: 'boolean',
};

const fieldOf = ({ name, title, type, unit, definition, clause }: Field) => ({
  name,
  title: title.zh,
  titleEn: title.en,
  type: TYPES[type],
  unit,
  description: definition.zh,
  descriptionEn: definition.en,
  clause,
});

/** The description of a bundle's tables: a Frictionless Data Package. */
export const dataPackage = (release: ReleaseInfo, tables: Table[]): DataPackage => ({
  profile: 'tabular-data-package',
  name: release.id.toLowerCase(),
  title: `${release.programme.zh} ${periodName(release.period).zh}`,
  description: `${release.programme.en}: ${release.from} to ${release.asOf}`,
  version: `${release.revision}.0.0`,
  resources: tables.map(({ name, title, fields, keys }) => ({
    profile: 'tabular-data-resource',
    name,
    title: title.zh,
    titleEn: title.en,
    path: `data/${name}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    schema: { fields: fields.map(fieldOf), primaryKey: keys, missingValues: [''] },
  })),
});
