import {
  RELEASE_ACTION_LABELS,
  type ReleaseAction,
  type ReleaseAnswer,
  type ReleaseStepRequest,
} from '@skill-ledger/contracts';
import { useState } from 'react';
import { useSession } from '../../access/session.tsx';
import { useLanguage } from '../../i18n/language.ts';
import { Button } from '../../ui/button.tsx';
import { HelpText } from '../../ui/field.tsx';
import { Actions } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';
import { StepDialog } from './step-dialog.tsx';
import { useTexts } from './texts.ts';

type Action = ReleaseStepRequest['action'];

/** A warning is acknowledged in the checklist, and a draft is built from the list. */
const ELSEWHERE: ReleaseAction[] = ['build', 'acknowledge', 'supersede'];
const MAIN: ReleaseAction[] = ['submit', 'approve', 'publish', 'withdraw'];

/** The steps that the user may take now. */
export function NextSteps({ found: { release, steps } }: { found: ReleaseAnswer }) {
  const { steps: text } = useTexts();
  const { say } = useLanguage();
  const { account } = useSession();
  const [asked, setAsked] = useState<Action>();
  const { withdrawal, approvals } = release;
  const isOpen = (action: ReleaseAction): boolean => {
    if (action === 'askWithdrawal') return withdrawal === null;
    if (action === 'keep') return withdrawal !== null;
    if (action === 'withdraw') return withdrawal !== null && withdrawal.role !== account.role;
    if (action === 'unschedule') return release.publishAt !== null;
    if (action === 'approve') return !approvals.some(({ role }) => role === account.role);
    return !ELSEWHERE.includes(action);
  };
  const open = steps.filter(isOpen) as Action[];
  if (['withdrawn', 'discarded'].includes(release.state)) return null;
  return (
    <Section id="steps" title={text.title}>
      {open.length === 0 ? (
        <HelpText>{text.none}</HelpText>
      ) : (
        <Actions>
          {open.map((action) => (
            <Button
              key={action}
              kind={MAIN.includes(action) ? 'primary' : 'quiet'}
              onClick={() => setAsked(action)}
            >
              {say(RELEASE_ACTION_LABELS[action])}
            </Button>
          ))}
        </Actions>
      )}
      {asked && <StepDialog release={release} action={asked} onClose={() => setAsked(undefined)} />}
    </Section>
  );
}
