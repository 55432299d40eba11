import { KIND_LABELS } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../i18n/language.ts';
import { useWords } from '../../i18n/words.ts';
import { Answer } from '../../ui/answer.tsx';
import { ButtonAnchor } from '../../ui/button.tsx';
import { HelpText } from '../../ui/field.tsx';
import { PageHead } from '../../ui/page.tsx';
import { templatesQuery } from './api.ts';
import styles from './templates.module.css';
import { useTexts } from './texts.ts';

/** 模板: one blank workbook for each kind of ledger. */
export function TemplatesPage() {
  const text = useTexts();
  const messages = useWords();
  const { say } = useLanguage();
  const answer = useQuery(templatesQuery);
  return (
    <>
      <PageHead title={text.templates.title} lead={text.templates.lead} />
      <Answer query={answer} height={480}>
        {({ templates }) => (
          <div className={styles.cards}>
            {templates.map(({ kind, required, optional }) => (
              <section key={kind} className={styles.card} aria-labelledby={`template-${kind}`}>
                <h2 id={`template-${kind}`}>{say(KIND_LABELS[kind])}</h2>
                <p>
                  <HelpText>{text.templates.required}</HelpText> {required.join(messages.comma)}
                </p>
                {optional.length > 0 && (
                  <p>
                    <HelpText>{text.templates.optional}</HelpText> {optional.join(messages.comma)}
                  </p>
                )}
                <ButtonAnchor
                  size="small"
                  href={`/api/v1/templates/${kind}`}
                  download
                  aria-label={`${text.templates.download}${messages.colon}${say(KIND_LABELS[kind])}`}
                >
                  {text.templates.download}
                </ButtonAnchor>
              </section>
            ))}
          </div>
        )}
      </Answer>
    </>
  );
}
