import { useIsMutating } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { lazy, Suspense, useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, useParams } from 'react-router';
import { SettingUp } from '../administration/shared/settingUp';
import { ErrorState } from '../ui/states/ErrorState';
import { Finished } from './Finished';
import { FirstImport } from './FirstImport';
import styles from './setup.module.css';
import { StepBar } from './StepBar';
import { StepList } from './StepList';
import { beginSetUp, FINISHED, nextOf, STEPS, useSetUp, useSteps, type Step } from './steps';

const Organisation = lazy(async () => {
  const { OrganisationPage } = await import('../administration/organisation/OrganisationPage');
  return { default: OrganisationPage };
});
const Teams = lazy(async () => ({ default: (await import('../administration/teams/TeamsPage')).TeamsPage }));
const People = lazy(async () => ({
  default: (await import('../administration/people/PeoplePage')).PeoplePage,
}));
const Roles = lazy(async () => ({ default: (await import('../administration/roles/RolesPage')).RolesPage }));
const Fields = lazy(async () => {
  const { CustomFieldsPage } = await import('../administration/custom-fields/CustomFieldsPage');
  return { default: CustomFieldsPage };
});
const SecondFactor = lazy(async () => {
  const { SecondFactorPart } = await import('../me/security/SecondFactorPart');
  return { default: SecondFactorPart };
});

/** Each step is the page, or the part of one, that does the same at any later time. */
const CONTENT: Readonly<Record<Step, ReactNode>> = {
  organisation: <Organisation />,
  teams: <Teams />,
  people: <People />,
  roles: <Roles />,
  fields: <Fields />,
  customers: <FirstImport />,
  secondFactor: <SecondFactor />,
};

/** Leads through what a new installation needs, one step after the other. */
export function SetUpPage() {
  const { t } = useTranslation('setup');
  const named = useParams().step;
  const { due, begun } = useSetUp();
  const { states, skipped, error, reload } = useSteps(true);
  const working = useIsMutating() > 0;
  useEffect(() => {
    if (due && !begun) beginSetUp().catch(() => undefined); // it only says that there is a way back
  }, [due, begun]);
  useEffect(() => {
    if (!working) void reload(); // what was just added may be what the step waits for
  }, [working, named, reload]);
  if (error && !states) return <ErrorState error={error} retry={() => void reload()} />;
  if (!states) return <Skeleton active className={styles.page ?? ''} />;
  const step = STEPS.find((one) => one === named);
  if (!step && named !== FINISHED) return <Navigate replace to={`/setup/${nextOf(states) ?? FINISHED}`} />;
  return (
    <div className={styles.page}>
      <nav aria-label={t('title')}>
        <strong>{t('title')}</strong>
        <StepList states={states} current={step} />
      </nav>
      <div className={styles.content}>
        {step ? (
          <>
            <header>
              <h1>{t(`steps.${step}.title`)}</h1>
              <p className={styles.quiet}>{t(`steps.${step}.why`)}</p>
            </header>
            <Suspense fallback={<Skeleton active />}>
              <SettingUp value key={step}>
                {CONTENT[step]}
              </SettingUp>
            </Suspense>
            <StepBar step={step} states={states} skipped={skipped} />
          </>
        ) : (
          <Finished states={states} />
        )}
      </div>
    </div>
  );
}
