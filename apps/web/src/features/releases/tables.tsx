import type { ReleaseAnswer } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { ButtonAnchor } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { bundleAddress } from './api.ts';
import { useTexts } from './texts.ts';

const FORMATS = ['csv', 'xlsx', 'json', 'parquet'];

/** Contents of the bundle, as they will be published. */
export function BundleTables({ found: { release, tables } }: { found: ReleaseAnswer }) {
  const { tables: text } = useTexts();
  const { say, language } = useLanguage();
  const page = (name: string): string =>
    bundleAddress(release.id, language === 'zh' ? `${name}.html` : `${name}.en.html`);
  if (tables.length === 0) return null;
  return (
    <Section
      id="tables"
      title={text.title(formatCount(tables.length))}
      actions={
        <ButtonAnchor size="small" href={page('index')} target="_blank" rel="noreferrer">
          {text.preview}
        </ButtonAnchor>
      }
    >
      <DataTable
        tall
        caption={text.table}
        rows={tables}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'table',
            header: text.table,
            cell: ({ name, title }) => (
              <ButtonAnchor size="small" kind="link" href={page(name)} target="_blank" rel="noreferrer">
                {say(title)}
              </ButtonAnchor>
            ),
          },
          { key: 'rows', header: text.rows, cell: ({ rows }) => formatCount(rows) },
          { key: 'withheld', header: text.withheld, cell: ({ withheld }) => formatCount(withheld) },
          {
            key: 'files',
            header: text.files,
            align: 'start',
            cell: ({ name, title }) => (
              <Actions>
                {FORMATS.map((format) => (
                  <ButtonAnchor
                    key={format}
                    size="small"
                    kind="link"
                    aria-label={`${say(title)} ${format.toUpperCase()}`}
                    href={bundleAddress(release.id, `data/${name}.${format}`)}
                    download={`${release.id}-${name}.${format}`}
                  >
                    {format.toUpperCase()}
                  </ButtonAnchor>
                ))}
              </Actions>
            ),
          },
        ]}
      />
    </Section>
  );
}
