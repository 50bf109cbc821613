/** Rules about leads from the service: few, known whole, in the order in which they are tried. */
import { useQuery } from '@tanstack/react-query';
import { every } from '../administration/shared/every';
import { api, data, type Schemas } from '../api/client';

export type AssignmentRule = Schemas['sales_AssignmentRuleRead'];
export type AssignmentGiven = Schemas['sales_AssignmentRuleCreate'];
export type Member = Schemas['sales_Member'];
export type ScoreRule = Schemas['sales_ScoreRuleRead'];
export type ScoreGiven = Schemas['sales_ScoreRuleCreate'];

export const ASSIGNMENT = ['sales', 'assignment-rules'];
export const SCORE = ['sales', 'score-rules'];

const change = (version: number) => ({ header: { 'if-match': `"${version}"` } });
const assignment = (id: string) => ({ path: { assignment_rule_id: id } });
const score = (id: string) => ({ path: { score_rule_id: id } });

export const useAssignmentRules = (enabled: boolean) =>
  useQuery({
    queryKey: ASSIGNMENT,
    queryFn: () => every((query) => data(api.GET('/api/sales/assignment-rules', { params: { query } }))),
    enabled,
  });

export const useScoreRules = (enabled: boolean) =>
  useQuery({
    queryKey: SCORE,
    queryFn: () => every((query) => data(api.GET('/api/sales/score-rules', { params: { query } }))),
    enabled,
  });

export const saveAssignment = (rule: AssignmentRule | null, body: AssignmentGiven) =>
  rule === null
    ? data(api.POST('/api/sales/assignment-rules', { body }))
    : data(
        api.PATCH('/api/sales/assignment-rules/{assignment_rule_id}', {
          params: { ...assignment(rule.id), ...change(rule.version) },
          body,
        }),
      );

export const deleteAssignment = (id: string) =>
  api.DELETE('/api/sales/assignment-rules/{assignment_rule_id}', { params: assignment(id) });

export const saveScore = (rule: ScoreRule | null, body: ScoreGiven) =>
  rule === null
    ? data(api.POST('/api/sales/score-rules', { body }))
    : data(
        api.PATCH('/api/sales/score-rules/{score_rule_id}', {
          params: { ...score(rule.id), ...change(rule.version) },
          body,
        }),
      );

export const deleteScore = (id: string) =>
  api.DELETE('/api/sales/score-rules/{score_rule_id}', { params: score(id) });

/** Gives rules the places that they have in a new order; those that stand right stay as they are. */
export async function placeRules(rules: readonly AssignmentRule[]): Promise<void> {
  for (const [position, { id, version, position: before }] of rules.entries())
    if (position !== before)
      await api.PATCH('/api/sales/assignment-rules/{assignment_rule_id}', {
        params: { ...assignment(id), ...change(version) },
        body: { position },
      });
}
