import { ROLE_LABELS } from '@skill-ledger/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ChangePassword } from '../../access/change-password.tsx';
import { useSession } from '../../access/session.tsx';
import { useAccessTexts } from '../../access/texts.ts';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { ErrorNote } from '../../ui/answer.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Facts } from '../../ui/facts.tsx';
import { HelpText } from '../../ui/field.tsx';
import { Panel } from '../../ui/form.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Actions, PageHead, SectionPage } from '../../ui/page.tsx';
import { Section } from '../../ui/section.tsx';

/** The user's own account: role, password, sessions, and the sharing of figures with units. */
export function AccountPage() {
  const text = useAccessTexts();
  const { say } = useLanguage();
  const { account, may, signOut } = useSession();
  return (
    <SectionPage>
      <PageHead title={account.displayName} />
      <Facts
        facts={[
          [text.name, account.name],
          [text.role, say(ROLE_LABELS[account.role])],
          [text.unit, account.unit],
        ]}
      />
      {may('figures.share') && <Sharing />}
      {!account.demo && (
        <Section id="password" title={text.passwordTitle}>
          <ChangePassword />
        </Section>
      )}
      <Section id="everywhere" title={text.everywhere}>
        <p>{text.everywhereDetail}</p>
        <Actions>
          <Button onClick={() => void signOut(true)}>{text.everywhere}</Button>
        </Actions>
      </Section>
    </SectionPage>
  );
}

function Sharing() {
  const text = useAccessTexts();
  const client = useQueryClient();
  const { figuresShared } = useSession();
  const [error, setError] = useState<Error>();
  const [saved, setSaved] = useState(false);
  // This affects every unit, so it needs a confirmation that says what changes.
  const [asked, setAsked] = useState<boolean>();
  const change = async (shared: boolean): Promise<void> => {
    setError(undefined);
    setSaved(false);
    setAsked(undefined);
    try {
      await order('PUT', 'settings/figures-shared', { shared });
      await client.invalidateQueries({ queryKey: ['session'] });
      setSaved(true);
    } catch (cause) {
      setError(cause as Error);
    }
  };
  return (
    <Section id="sharing" title={text.sharing}>
      <Checkbox checked={figuresShared} onChange={setAsked}>
        {text.sharingLabel}
      </Checkbox>
      <HelpText>{text.sharingDetail}</HelpText>
      {asked !== undefined && (
        <Panel role="alertdialog" title={asked ? text.share : text.unshare}>
          <p>{asked ? text.shareDetail : text.unshareDetail}</p>
          <Actions>
            <Button kind="primary" onClick={() => void change(asked)}>
              {asked ? text.share : text.unshare}
            </Button>
            <Button onClick={() => setAsked(undefined)}>{text.cancel}</Button>
          </Actions>
        </Panel>
      )}
      {error && <ErrorNote error={error} title={text.failed} onRetry={() => void change(!figuresShared)} />}
      <div role="status">{saved && <Notice tone="good">{text.saved}</Notice>}</div>
    </Section>
  );
}
