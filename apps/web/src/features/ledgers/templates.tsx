import { KIND_LABELS } from '@skill-ledger/contracts';
import { useQuery } from '@tanstack/react-query';
import { useLanguage } from '../../i18n/language.ts';
import { Answer } from '../../ui/answer.tsx';
import { templatesQuery } from './api.ts';
import styles from './ledgers.module.css';
import { useTexts } from './texts.ts';

/** 模板: one blank workbook for each kind of ledger. */
export function TemplatesPage() {
  const text = useTexts();
  const { text: messages, say } = useLanguage();
  const answer = useQuery(templatesQuery);
  return (
    <>
      <h1 className={styles.title}>{text.templates.title}</h1>
      <p className={styles.lead}>{text.templates.lead}</p>
      <Answer query={answer} height={480}>
        {({ templates }) => (
          <div className={styles.cards}>
            {templates.map(({ kind, required, optional }) => (
              <section key={kind} className={styles.card} aria-labelledby={`template-${kind}`}>
                <h2 id={`template-${kind}`}>{say(KIND_LABELS[kind])}</h2>
                <p>
                  <span className={styles.help}>{text.templates.required}</span>{' '}
                  {required.join(messages.comma)}
                </p>
                {optional.length > 0 && (
                  <p>
                    <span className={styles.help}>{text.templates.optional}</span>{' '}
                    {optional.join(messages.comma)}
                  </p>
                )}
                <a
                  className={`${styles.quiet} ${styles.small}`}
                  href={`/api/v1/templates/${kind}`}
                  download
                  aria-label={`${text.templates.download}${messages.colon}${say(KIND_LABELS[kind])}`}
                >
                  {text.templates.download}
                </a>
              </section>
            ))}
          </div>
        )}
      </Answer>
    </>
  );
}
