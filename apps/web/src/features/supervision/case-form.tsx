import { CASE_STATUS_LABELS, type CaseChange, CaseStatus, type FindingRow } from '@skill-ledger/contracts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { z } from 'zod';
import { useSession } from '../../access/session.tsx';
import { useDraft } from '../../access/use-draft.ts';
import { order } from '../../api/client.ts';
import { useLanguage } from '../../i18n/language.ts';
import { useProgramme } from '../../programme/programme.tsx';
import { ErrorNote } from '../../ui/answer.tsx';
import { assigneesQuery, FINDINGS_KEY } from './api.ts';
import styles from './case-form.module.css';
import { useTexts } from './texts.ts';

interface CaseFormProps {
  /** Findings that are changed together. */
  ids: string[];
  /** Findings that are shown, these among them. */
  shown: Pick<FindingRow, 'id' | 'version'>[];
  title: string;
  onDone?: () => void;
}

const Text = z.string();
const Values = z.object({
  status: Text,
  reason: Text,
  assign: Text,
  dueOn: Text,
  recovered: Text,
  comment: Text,
});
type Values = z.infer<typeof Values>;
const NOTHING: Values = { status: '', reason: '', assign: '', dueOn: '', recovered: '', comment: '' };

/** What one may do about findings, in one form: answer; decide and assign where the role may. */
export function CaseForm({ ids, shown, title, onDone }: CaseFormProps) {
  const text = useTexts();
  const { say } = useLanguage();
  const { may } = useSession();
  const { dismissals } = useProgramme();
  const client = useQueryClient();
  const [values, setValues] = useDraft(`case.${ids.length === 1 ? ids[0] : 'many'}`, NOTHING, Values.parse);
  const [state, setState] = useState<{ busy?: boolean; error?: Error; saved?: boolean }>({});
  const people = useQuery({ ...assigneesQuery, enabled: may('findings.assign') }).data?.accounts ?? [];
  const [begun, setBegun] = useState<Record<string, number> | null>(null);
  // What somebody else does while one writes must not be overwritten unseen.
  const seen =
    begun ??
    Object.fromEntries(shown.flatMap(({ id, version }) => (ids.includes(id) ? [[id, version]] : [])));
  const set = (name: keyof Values) => (event: { target: { value: string } }) => {
    setState({});
    setBegun(seen);
    setValues({ ...values, [name]: event.target.value });
  };
  const submit = async (event?: FormEvent): Promise<void> => {
    event?.preventDefault();
    setState({ busy: true });
    try {
      await order('POST', 'findings/changes', { ids, change: changeOf(values), seen });
      setValues(NOTHING);
      setBegun(null);
      setState({ saved: true });
      await client.invalidateQueries({ queryKey: FINDINGS_KEY });
      onDone?.();
    } catch (error) {
      setState({ error: error as Error });
      setBegun(null);
      await client.invalidateQueries({ queryKey: FINDINGS_KEY });
    }
  };
  const statuses = may('findings.decide')
    ? (['open', 'checking', 'confirmed', 'dismissed', 'rectified'] as const)
    : may('findings.answer')
      ? (['checking'] as const)
      : [];
  const isEmpty = Object.values(values).every((value) => value === '');
  return (
    <form className={styles.form} onSubmit={(event) => void submit(event)}>
      <h3>{title}</h3>
      <div className={styles.fields}>
        <label>
          {text.status}
          <select value={values.status} onChange={set('status')}>
            <option value="">{text.keep}</option>
            {statuses.map((status) => (
              <option key={status} value={status}>
                {say(CASE_STATUS_LABELS[status])}
              </option>
            ))}
          </select>
        </label>
        {values.status === 'dismissed' && (
          <label>
            {text.reason}
            <select required value={values.reason} onChange={set('reason')}>
              <option value="">{text.chooseReason}</option>
              {dismissals.map(({ code, label }) => (
                <option key={code} value={code}>
                  {say(label)}
                </option>
              ))}
            </select>
          </label>
        )}
        {may('findings.decide') && (
          <label>
            {text.recoveredField}
            <input
              inputMode="decimal"
              pattern="\d{1,12}(\.\d{1,2})?"
              title={text.recoveredHelp}
              value={values.recovered}
              onChange={set('recovered')}
            />
          </label>
        )}
        {may('findings.assign') && (
          <>
            <label>
              {text.assign}
              <select value={values.assign} onChange={set('assign')}>
                <option value="">{text.keep}</option>
                <option value="department">{text.toDepartment}</option>
                <option value="town">{text.toTown}</option>
                <option value="nobody">{text.toNobody}</option>
                {people.length > 0 && (
                  <optgroup label={text.people}>
                    {people.map(({ name, displayName, unit }) => (
                      <option key={name} value={`account:${name}`}>
                        {[displayName, unit].filter(Boolean).join(' · ')}
                      </option>
                    ))}
                  </optgroup>
                )}
              </select>
            </label>
            <label>
              {text.due}
              <input type="date" value={values.dueOn} onChange={set('dueOn')} />
            </label>
          </>
        )}
      </div>
      <label>
        {text.comment}
        <textarea
          rows={2}
          maxLength={1000}
          required={dismissals.some(
            ({ code, needsComment }) =>
              values.status === 'dismissed' && code === values.reason && needsComment,
          )}
          placeholder={text.commentExample}
          value={values.comment}
          onChange={set('comment')}
        />
      </label>
      <p className={styles.submit}>
        <button type="submit" className={styles.primary} disabled={isEmpty || state.busy === true}>
          {text.submit}
        </button>
        <span role="status">{state.saved && `✓ ${text.saved}`}</span>
      </p>
      {state.error && <ErrorNote error={state.error} title={text.failed} onRetry={() => void submit()} />}
    </form>
  );
}

function changeOf({ status, reason, assign, dueOn, recovered, comment }: Values): CaseChange {
  const settled = CaseStatus.exclude(['corrected']).safeParse(status);
  return {
    ...(settled.success && { status: settled.data }),
    ...(status === 'dismissed' && { reason }),
    ...(assign !== '' && { assign: assignOf(assign) }),
    ...(dueOn !== '' && { dueOn }),
    ...(recovered !== '' && { recovered }),
    ...(comment.trim() !== '' && { comment: comment.trim() }),
  };
}

function assignOf(choice: string): NonNullable<CaseChange['assign']> {
  if (choice === 'department' || choice === 'town' || choice === 'nobody') return { to: choice };
  return { to: 'account', name: choice.replace(/^account:/, '') };
}
