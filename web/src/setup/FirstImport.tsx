import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import styles from './setup.module.css';

/** Customers come from a file, or one by one: both have pages of their own. */
export function FirstImport() {
  const { t } = useTranslation('setup');
  return (
    <p className={styles.ways}>
      <Link to="/imports/new">
        <Button type="primary" tabIndex={-1}>
          {t('import')}
        </Button>
      </Link>
      <Link to="/customers/new">
        <Button tabIndex={-1}>{t('byHand')}</Button>
      </Link>
    </p>
  );
}
