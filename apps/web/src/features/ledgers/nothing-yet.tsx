import { Link } from '@tanstack/react-router';
import styles from './ledgers.module.css';
import { useTexts } from './texts.ts';

/** Before the first load: what would fill the page, and the step that does it. */
export function NothingYet() {
  const text = useTexts();
  return (
    <>
      <h1 className={styles.title}>{text.batches.none}</h1>
      <p className={styles.actions}>
        <Link to="/ledgers" search={({ lang }) => ({ lang })} className={styles.primary}>
          {text.upload.heading}
        </Link>
      </p>
    </>
  );
}
