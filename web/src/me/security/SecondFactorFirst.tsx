import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Confirming } from '../../session/confirm';
import { signOut } from '../../session/session';
import styles from '../me.module.css';
import { SecondFactorPart } from './SecondFactorPart';

/** The organisation requires a second factor of whoever has none: everything else is shut until then. */
export function SecondFactorFirst() {
  const { t } = useTranslation('app');
  return (
    <main className={styles.page}>
      <SecondFactorPart />
      <div>
        <Button onClick={() => void signOut()}>{t('person.signOut')}</Button>
      </div>
      <Confirming />
    </main>
  );
}
