/** What the service refuses about an import, in sentences. */
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError, type FieldError } from '../api/problems';
import { useProblemText } from '../ui/problems';
import { readable } from './faults/faults';
import { useFieldNames } from './fields/fieldNames';
import { columnAt } from './mapping';
import { TooLarge } from './upload';

interface Reason {
  kind: string;
  params: Record<string, unknown>;
}

/** Why a file cannot be read, or why an import broke off. */
export function useReasonText(): (reason: Reason) => string {
  const { t, i18n } = useTranslation('imports');
  return useCallback(
    ({ kind, params }: Reason) => {
      const found = `found.${String(params.found)}`;
      if (i18n.exists(found, { ns: 'imports' })) return t(found as 'found.pdf');
      return i18n.exists(`reasons.${kind}`, { ns: 'imports' })
        ? t(`reasons.${kind}` as 'reasons.encoding_broken', {
            encoding: '',
            ...readable(params, i18n.language),
          })
        : t('reasons.unknown');
    },
    [t, i18n],
  );
}

/** Sentences for an error: one, or one for each place that is wrong. */
export function useRefusals(): (error: unknown, target: string | null) => string[] {
  const { t } = useTranslation('imports');
  const problem = useProblemText();
  const reason = useReasonText();
  const names = useFieldNames();
  return useCallback(
    (error: unknown, target: string | null) => {
      const place = ({ pointer, kind, params }: FieldError): string => {
        const column = columnAt(pointer) ?? '';
        if (kind === 'required_unmapped') {
          const fields = Array.isArray(params?.fields) ? params.fields.map(String) : [];
          return t('refusals.required_unmapped', {
            fields: fields.map((name) => names.field(target ?? '', name)).join(', '),
          });
        }
        if (pointer === '/target') return t('refusals.target');
        if (pointer.startsWith('/options/match_by')) return t('refusals.match_by');
        if (kind === 'column_unknown' || kind === 'field_unknown' || kind === 'field_mapped_twice')
          return t(`refusals.${kind}`, { column });
        return problem(error);
      };
      if (error instanceof TooLarge) return [t('upload.tooLarge')];
      if (!(error instanceof ProblemError)) return [problem(error)];
      const { kind, problem: told } = error;
      if (kind === 'file-refused')
        return [reason({ kind: String(told.params?.reason), params: told.params ?? {} })];
      if (kind === 'target-not-available' || kind === 'wrong-state') return [t(`refusals.${kind}`)];
      const places = told.errors ?? [];
      return places.length > 0 ? [...new Set(places.map(place))] : [problem(error)];
    },
    [t, problem, reason, names],
  );
}
