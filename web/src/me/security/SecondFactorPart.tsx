import { App, Button, Skeleton } from 'antd';
import { use, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SettingUp } from '../../administration/shared/settingUp';
import { useFormat } from '../../ui/format';
import { useProblemText } from '../../ui/problems';
import { ErrorState } from '../../ui/states/ErrorState';
import styles from '../me.module.css';
import { RecoveryCodes } from './RecoveryCodes';
import { begin, giveUp, reload, renewCodes, useSecondFactor, type SetUp } from './secondFactor';
import { SetUpAuthenticator } from './SetUpAuthenticator';

/** Off, being set up, its codes just made, or on. */
export function SecondFactorPart() {
  const { t } = useTranslation('me');
  const { message, modal } = App.useApp();
  const text = useProblemText();
  const format = useFormat();
  const headed = use(SettingUp); // the step has the heading
  const factor = useSecondFactor();
  const [setUp, setSetUp] = useState<SetUp>();
  const [codes, setCodes] = useState<string[]>();
  const attempt = (work: Promise<unknown>) => work.catch((error: unknown) => void message.error(text(error)));

  if (factor.isPending) return <Skeleton active />;
  if (factor.isError) return <ErrorState error={factor.error} retry={() => void factor.refetch()} />;
  const { enrolled, required, recovery_codes_left: left, since } = factor.data;
  const seen = () => {
    setCodes(undefined);
    setSetUp(undefined);
    void attempt(reload());
  };
  const remove = () =>
    void modal.confirm({
      title: t('factor.removeTitle'),
      content: t(required ? 'factor.removeRequired' : 'factor.removeText'),
      okText: t('factor.remove'),
      okButtonProps: { danger: true },
      onOk: () => attempt(giveUp()),
    });
  return (
    <section className={styles.section} aria-label={t('factor.title')}>
      {!headed && <h2>{t('factor.title')}</h2>}
      {codes ? (
        <RecoveryCodes codes={codes} onSeen={seen} />
      ) : setUp ? (
        <SetUpAuthenticator setUp={setUp} onCodes={setCodes} onCancel={() => setSetUp(undefined)} />
      ) : enrolled ? (
        <>
          <p className={styles.hint}>
            {t('factor.on', { since: since ? format.date(since.slice(0, 10)) : '' })}{' '}
            {t('factor.left', { count: left })}
          </p>
          <div className={styles.buttons}>
            <Button onClick={() => void attempt(renewCodes().then(setCodes))}>{t('factor.renew')}</Button>
            <Button danger onClick={remove}>
              {t('factor.remove')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p className={styles.hint}>{t(required ? 'factor.required' : 'factor.off')}</p>
          <div>
            <Button type="primary" onClick={() => void attempt(begin().then(setSetUp))}>
              {t('factor.setUp')}
            </Button>
          </div>
        </>
      )}
    </section>
  );
}
