import type { ProgrammeAnswer } from '@skill-ledger/contracts';
import { Link } from '@tanstack/react-router';
import { useChangeAddress } from '../address/use-address.ts';
import { useLanguage } from '../i18n/language.ts';
import { Segmented } from '../ui/segmented.tsx';
import { useThemeChoice } from '../ui/theme.ts';
import { AsOf } from './as-of.tsx';
import styles from './header.module.css';

interface HeaderProps {
  programme: ProgrammeAnswer | undefined;
  /** Whether the page shows figures as of a day. */
  dated: boolean;
}

export function Header({ programme, dated }: HeaderProps) {
  const { language, text } = useLanguage();
  const change = useChangeAddress();
  return (
    <header className={styles.header}>
      <Link to="/" search={true} className={styles.brand}>
        <svg viewBox="0 0 16 16" width="20" height="20" aria-hidden="true">
          <rect width="16" height="16" rx="3" fill="var(--ours)" />
          <path d="M4 12V8M8 12V4M12 12V6" stroke="var(--paper)" strokeWidth="2" />
        </svg>
        {text.brand}
      </Link>
      <nav aria-label={text.navigation} className={styles.nav}>
        <Link to="/" search={true} activeOptions={{ exact: true, includeSearch: false }}>
          {text.overview}
        </Link>
        <Link to="/supervision" search={({ lang }) => ({ lang })} activeOptions={{ includeSearch: false }}>
          {text.supervision}
        </Link>
        <Link to="/ledgers" search={true} activeOptions={{ includeSearch: false }}>
          {text.ledgers}
        </Link>
      </nav>
      <div className={styles.tools}>
        {programme && dated && <AsOf programme={programme} />}
        <Segmented
          label={text.language}
          value={language}
          options={[
            { value: 'zh', label: '中' },
            { value: 'en', label: 'EN' },
          ]}
          onChange={(value) => change({ lang: value === 'en' ? 'en' : undefined })}
        />
        <ThemeButton />
      </div>
    </header>
  );
}

function ThemeButton() {
  const { text } = useLanguage();
  const [choice, next] = useThemeChoice();
  const label = `${text.theme.label}${text.colon}${text.theme[choice]}`;
  return (
    <button type="button" className={styles.theme} aria-label={label} title={label} onClick={next}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />
        {choice === 'dark' ? (
          <circle cx="8" cy="8" r="6.25" fill="currentColor" />
        ) : (
          choice === 'system' && <path d="M8 1.75a6.25 6.25 0 0 1 0 12.5z" fill="currentColor" />
        )}
      </svg>
    </button>
  );
}
