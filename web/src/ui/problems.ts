/** What a service refused, as a sentence: by its stable kind, with its parameters. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError, Unreachable, type FieldError } from '../api/problems';

/** A sentence for any error; the kinds that have none of their own are told by their status. */
export function useProblemText(): (error: unknown) => string {
  const { t, i18n } = useTranslation('ui');
  return useCallback(
    (error: unknown) => {
      if (error instanceof Unreachable) return t('problems.unreachable');
      if (!(error instanceof ProblemError)) return t('problems.unexpected');
      const own = `problems.${error.kind}`;
      if (i18n.exists(own, { ns: 'ui' })) return t(own as 'problems.unexpected', error.problem.params);
      const byStatus = `problems.${error.status}`;
      return i18n.exists(byStatus, { ns: 'ui' }) ? t(byStatus as 'problems.404') : t('problems.unexpected');
    },
    [t, i18n],
  );
}

/** A sentence for what is wrong with one field. */
export function useFieldErrorText(): (error: FieldError) => string {
  const { t, i18n } = useTranslation('ui');
  return useCallback(
    (error: FieldError) => {
      const own = `faults.${error.kind}`;
      return i18n.exists(own, { ns: 'ui' }) ? t(own as 'faults.missing', error.params) : t('faults.wrong');
    },
    [t, i18n],
  );
}
