import { EyeInvisibleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import styles from './records.module.css';

/** In the place of a value that roles hide from whoever looks. */
export function HiddenValue() {
  const { t } = useTranslation('ui/records');
  return (
    <span className={styles.hidden} title={t('hiddenWhy')}>
      <EyeInvisibleOutlined aria-hidden="true" /> {t('hidden')}
    </span>
  );
}
