import { RELEASE_CHECK_LABELS, type ReleaseAnswer, type ReleaseCheck } from '@skill-ledger/contracts';
import { useState } from 'react';
import { useLanguage } from '../../i18n/language.ts';
import { Button, ButtonAnchor } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format.ts';
import { Actions } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { StepDialog } from './step-dialog.tsx';
import { useTexts } from './texts.ts';

const SHAPES = { ok: '✓', warning: '▲', error: '■' };

/** Checks before publication: errors block, warnings are acknowledged with a reason. */
export function Checklist({ found: { release, checks, steps } }: { found: ReleaseAnswer }) {
  const text = useTexts();
  const { say } = useLanguage();
  const [asked, setAsked] = useState<ReleaseCheck>();
  const failed = checks.filter(({ outcome }) => outcome === 'error').length;
  const open = checks.filter(({ outcome, acknowledged }) => outcome === 'warning' && !acknowledged).length;
  const note =
    failed > 0
      ? text.checks.blocked(formatCount(failed))
      : open > 0
        ? text.checks.warned(formatCount(open))
        : text.checks.good;
  return (
    <Section id="checks" title={`${text.checks.title}${text.colon}${note}`}>
      <DataTable
        tall
        caption={text.checks.title}
        rows={checks}
        rowKey={({ id }) => id}
        columns={[
          { key: 'check', header: text.checks.title, cell: ({ id }) => say(RELEASE_CHECK_LABELS[id]) },
          {
            key: 'outcome',
            header: text.facts.state,
            align: 'start',
            cell: ({ outcome }) => (
              <>
                <span aria-hidden="true">{SHAPES[outcome]}</span> {text.outcomes[outcome]}
              </>
            ),
          },
          {
            key: 'text',
            header: text.columns.steps,
            align: 'start',
            cell: (check) => (
              <>
                {say(check.text)}
                {check.acknowledged && (
                  <p>{text.checks.acknowledged(check.acknowledged.by, check.acknowledged.reason)}</p>
                )}
                <Actions>
                  {check.link !== null && (
                    <ButtonAnchor size="small" kind="link" href={check.link}>
                      {text.checks.mend}
                    </ButtonAnchor>
                  )}
                  {check.outcome === 'warning' && !check.acknowledged && steps.includes('acknowledge') && (
                    <Button
                      size="small"
                      aria-label={`${text.checks.acknowledge} ${say(RELEASE_CHECK_LABELS[check.id])}`}
                      onClick={() => setAsked(check)}
                    >
                      {text.checks.acknowledge}
                    </Button>
                  )}
                </Actions>
              </>
            ),
          },
        ]}
      />
      {asked && (
        <StepDialog
          release={release}
          action="acknowledge"
          check={asked.id}
          onClose={() => setAsked(undefined)}
        />
      )}
    </Section>
  );
}
