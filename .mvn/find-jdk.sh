# Sourced by mvnw. Exports JAVA_HOME as a JDK of at least CHANIO_JDK_MIN: the JAVA_HOME given, else the newest
# under CHANIO_JVM_DIR, else that of the `java` on PATH. Exits with one line when there is none.
# The two variables exist for src/test/sh/find-jdk-test.sh.

# Prints the feature release of the JDK in $1; nothing when there is no JDK (a JRE cannot compile).
jdk_release() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  sed -n 's/^JAVA_VERSION="\([0-9][0-9]*\).*/\1/p' "$1/release"
}

jdk_is_new_enough() {
  release=$(jdk_release "$1")
  [ "${release:-0}" -ge "${CHANIO_JDK_MIN:-21}" ]
}

newest_installed_jdk() {
  for home in "${CHANIO_JVM_DIR:-/usr/lib/jvm}"/*; do
    echo "$(jdk_release "$home") $home"
  done | sort -n | tail -n 1 | cut -d ' ' -f 2-
}

# Asks java itself, for it may be a link or a version manager's shim.
jdk_on_path() {
  command -v java >/dev/null || return 0
  java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.home = //p'
}

find_jdk() {
  for candidate in "${JAVA_HOME-}" "$(newest_installed_jdk)" "$(jdk_on_path)"; do
    if [ -n "$candidate" ] && jdk_is_new_enough "$candidate"; then
      JAVA_HOME=$candidate
      export JAVA_HOME
      return 0
    fi
  done
  echo "chanio needs a JDK of version ${CHANIO_JDK_MIN:-21} or later: install one (Debian: openjdk-21-jdk-headless, or Temurin from https://adoptium.net) or set JAVA_HOME to it." >&2
  return 1
}

find_jdk || exit 1
