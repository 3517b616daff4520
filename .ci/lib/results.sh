# What the test reports say. Sourced by .ci/run and .ci/matrix.

legs=()

# collect_results LEG [any]: count tests from the reports, list what was not run, and fail where a test has failed or none was
# run; without "any" also where a container test was not run, or none was.
collect_results() {
  local leg=$1 any=${2:-} reports
  reports=$(find . -path '*/target/surefire-reports/TEST-*.xml')
  if [ -z "$reports" ]; then
    legs+=("$(printf '%-24s no reports' "$leg")")
    return 1
  fi
  # shellcheck disable=SC2086
  awk -v leg="$leg" -v any="$any" '
    function attribute(name,   text) {
      if (!match($0, " " name "=\"[^\"]*\"")) return ""
      text = substr($0, RSTART, RLENGTH)
      sub(/^[^"]*"/, "", text); sub(/"$/, "", text)
      return text
    }
    /<testsuite / {
      tests += attribute("tests"); failed += attribute("failures") + attribute("errors"); skipped += attribute("skipped")
    }
    /<testcase / { test = attribute("classname") "." attribute("name"); container = tolower(test) ~ /container/; containers += container }
    /<skipped/ { print "not run: " test ": " attribute("message"); containersSkipped += container }
    END {
      printf "%-24s %d tests, %d failed, %d not run; %d container tests, %d not run\n",
        leg, tests, failed, skipped, containers, containersSkipped > "/dev/stderr"
      exit (failed > 0 || tests == skipped || (any == "" && (containers == 0 || containersSkipped > 0)))
    }' $reports >"$work/skipped" 2>"$work/leg"
  local status=$?
  legs+=("$(cat "$work/leg")")
  sort -u "$work/skipped"
  return $status
}

print_summary() {
  printf '\n== summary\n'
  [ ${#phases[@]} = 0 ] || printf '%s\n' "${phases[@]}"
  [ ${#legs[@]} = 0 ] || printf '%s\n' "${legs[@]}"
  printf '%d s in all\n' "$SECONDS"
  if [ ${#failures[@]} = 0 ]; then
    echo "PASSED"
  else
    printf 'FAILED: %s\n' "${failures[@]}"
  fi
}
