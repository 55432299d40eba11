import { FORM_ACTION_LABELS, type FormDetail, type FormEvent } from '@skill-ledger/contracts';
import { useLanguage } from '../../i18n/language.ts';
import { ButtonLink } from '../../ui/button.tsx';
import { formatInstant } from '../../ui/format.ts';
import { Section } from '../../ui/section.tsx';
import { FormDownloads } from './form-downloads.tsx';
import { useFormTexts } from './form-texts.ts';

/** Every step of a form, and its submissions. */
export function History({ detail: { form, events, versions } }: { detail: FormDetail }) {
  const text = useFormTexts();
  const { language, say } = useLanguage();
  const labelOf = (action: FormEvent['action']): string =>
    action in FORM_ACTION_LABELS
      ? say(FORM_ACTION_LABELS[action as keyof typeof FORM_ACTION_LABELS])
      : text.events[action as keyof typeof text.events];
  return (
    <>
      {versions.length > 0 && (
        <Section id="versions" title={text.sections.versions}>
          <ul>
            {versions.map(({ nth, at, by, selfTotal }) => (
              <li key={nth}>
                {text.versions.item(nth)} · {formatInstant(at, language)} · {text.versions.by(by)} ·{' '}
                {text.self} {selfTotal ?? '—'} ·{' '}
                <FormDownloads form={form.id} unit={form.unit} nth={nth} kind="link" />
              </li>
            ))}
          </ul>
          <ButtonLink
            size="small"
            to="/evaluations/forms/$form/versions"
            params={{ form: form.id }}
            search={({ lang }) => ({ lang })}
          >
            {text.versions.compare}
          </ButtonLink>
        </Section>
      )}
      <Section id="history" title={text.sections.history}>
        <ol>
          {events.map(({ nth, at, by, action, comment }) => (
            <li key={nth}>
              {formatInstant(at, language)} · {by} · {labelOf(action)}
              {comment && `${text.colon}${comment}`}
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}
