-- Finding tasks by words and labels. The Worker folds words (worker/domain/search-terms.ts), alike on every Postgres.

-- Makes terms. Each begins with its user's key, so that the one index over all users' terms serves each of them alone:
-- `.` and a word, or `#` and a label.
create or replace function app.terms(p_user uuid, p_kind text, p_words text[]) returns tsvector
  language sql immutable parallel safe
  return array_to_tsvector(
    array(select right(p_user::text, 8) || p_kind || word from unnest(p_words) word where word <> ''));

-- Returns the caller's tasks that have all these terms, each `.word` or `#label`, and all these prefixes. The index cannot
-- be used under row-level security (its operator may leak what it sees), so this is the one place that names the user
-- instead of relying on it.
create or replace function app.matching(p_terms text[], p_prefixes text[]) returns setof app.found_task
  language sql stable security definer rows 50 set search_path = ''
  begin atomic
    with wanted as (
      select string_agg(
        '''' || replace(replace(right(app.user_id()::text, 8) || word, '\', '\\'), '''', '''''') || '''' || suffix,
        ' & ')::tsquery as query
      from (select unnest(p_terms), '' union all select unnest(p_prefixes), ':*') words (word, suffix)
    )
    select t.user_id, t.id, t.list_id, t.parent_id, t.priority, t.due_date, t.due_at, t.due_key, t.completed_at,
        t.deleted_at, t.created_at, t.updated_at, t.title_key, t.rank
      from public.tasks t
      where t.user_id = app.user_id()
        and (t.title_terms || t.notes_terms || t.label_terms) @@ (select query from wanted);
  end;

revoke execute on function app.terms, app.matching from public;
grant execute on function app.terms, app.matching to task_api;
