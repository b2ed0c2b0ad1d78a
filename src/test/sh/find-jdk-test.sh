#!/bin/sh
# Tries .mvn/find-jdk.sh against made-up JDKs. Says which case failed, or how many passed.
set -eu

script="$(cd "$(dirname "$0")/../../.." && pwd)/.mvn/find-jdk.sh"
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
passed=0

# A JDK in $1 whose release is $2, enough of one to be found.
make_jdk() {
  mkdir -p "$1/bin"
  printf '#!/bin/sh\necho "    java.home = %s" >&2\n' "$1" >"$1/bin/java"
  cp "$1/bin/java" "$1/bin/javac"
  chmod +x "$1/bin/java" "$1/bin/javac"
  echo "JAVA_VERSION=\"$2\"" >"$1/release"
}

# expect WHAT WANTED JAVA_HOME JVM_DIR PATH_HEAD
expect() {
  found=$(JAVA_HOME="$3" CHANIO_JVM_DIR="$4" PATH="$5:$tools" /bin/sh -c ". '$script'; echo \"\$JAVA_HOME\"" 2>"$place/stderr") || found="refused"
  if [ "$found" != "$2" ]; then
    echo "$1: expected $2, found $found" >&2
    exit 1
  fi
  passed=$((passed + 1))
}

# The tools that the script needs, without any real java.
tools="$place/tools"
mkdir -p "$tools"
for tool in sed sort tail cut; do
  ln -s "$(command -v $tool)" "$tools/$tool"
done

make_jdk "$place/old" 17.0.15
make_jdk "$place/given" 21.0.2
make_jdk "$place/jvm/java-9" 9.0.4
make_jdk "$place/jvm/java-21" 21.0.1
make_jdk "$place/jvm/java-25" 25.0.3
make_jdk "$place/oldjvm/java-17" 17.0.15
make_jdk "$place/onpath" 23
make_jdk "$place/jre" 25.0.3
rm "$place/jre/bin/javac"

expect 'JAVA_HOME new enough' "$place/given" "$place/given" "$place/jvm" "$place/onpath/bin"
expect 'JAVA_HOME too old' "$place/jvm/java-25" "$place/old" "$place/jvm" "$place/onpath/bin"
expect 'JAVA_HOME no JDK' "$place/jvm/java-25" "$place/jre" "$place/jvm" "$place/onpath/bin"
expect 'JAVA_HOME no folder' "$place/jvm/java-25" "$place/none" "$place/jvm" "$place/onpath/bin"
expect 'no JAVA_HOME' "$place/jvm/java-25" '' "$place/jvm" "$place/onpath/bin"
expect 'only on PATH' "$place/onpath" '' "$place/oldjvm" "$place/onpath/bin"
expect 'no JVM folder' "$place/onpath" '' "$place/none" "$place/onpath/bin"
expect 'none new enough' refused "$place/old" "$place/oldjvm" "$place/old/bin"
expect 'none at all' refused '' "$place/none" "$place/none"
[ "$(wc -l <"$place/stderr")" -eq 1 ] || { echo "the refusal is not one line" >&2; exit 1; }

echo "find-jdk: $passed cases passed"
